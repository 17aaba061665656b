# docker build -f docker/wildfly.Dockerfile -t tidings .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /tidings
COPY .mvn .mvn
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -q package -Dmaven.test.skip -Dspotless.check.skip

FROM quay.io/wildfly/wildfly:39.0.1.Final-jdk17
COPY docker/healthy /usr/local/bin/
COPY --from=build --chown=jboss /tidings/target/tidings.war /opt/jboss/wildfly/standalone/deployments/ROOT.war
USER 1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["healthy"]
CMD ["/opt/jboss/wildfly/bin/standalone.sh", "-b", "0.0.0.0"]
