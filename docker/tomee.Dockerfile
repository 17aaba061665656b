# docker build -f docker/tomee.Dockerfile -t tidings .
# The server comes with the build, as there is no image of the version that is tested.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /tidings
COPY .mvn .mvn
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -q -Ptomee pre-integration-test -Dmaven.test.skip -Dspotless.check.skip \
    && mv target/tomee/apache-tomee-plus-* /tomee \
    && chmod +x /tomee/bin/*.sh \
    && rm -r /tomee/webapps/* \
    && sed -i 's/<Connector port="8080"/& maxConnections="20500" acceptCount="10000" encodedSolidusHandling="passthrough"/' /tomee/conf/server.xml \
    && mv target/tidings.war /tomee/webapps/ROOT.war

FROM eclipse-temurin:17-jre
RUN useradd --system --no-create-home --uid 1001 tomee
COPY docker/healthy /usr/local/bin/
COPY --from=build --chown=tomee /tomee /opt/tomee
USER 1001
# Or TomEE reads forms of any size into its memory.
ENV CATALINA_OPTS=-Dopenejb.jaxrs.providers.auto=true
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["healthy"]
CMD ["/opt/tomee/bin/catalina.sh", "run"]
