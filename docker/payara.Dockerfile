# docker build -f docker/payara.Dockerfile -t tidings .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /tidings
COPY .mvn .mvn
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -q package -Dmaven.test.skip -Dspotless.check.skip

# Without its suffix this tag means JDK 11, which cannot load the WAR.
FROM payara/micro:6.2025.10-jdk17
COPY docker/healthy /usr/local/bin/
COPY docker/logging.properties docker/payara.asadmin /opt/payara/
COPY --from=build /tidings/target/tidings.war /opt/payara/
USER 1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["healthy"]
CMD ["--deploy", "/opt/payara/tidings.war", "--contextroot", "/", "--nocluster", "--nohostaware", "--disablephonehome", "--prebootcommandfile", "/opt/payara/payara.asadmin", "--logproperties", "/opt/payara/logging.properties"]
