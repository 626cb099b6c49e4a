# The image: a Java runtime of the modules Haetae uses, its jars and the launcher; built with
#   docker build -t haetae .
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# The libraries first: they change less often than the sources.
COPY pom.xml ./
RUN mvn -B -ntp -q dependency:go-offline
COPY haetae ./
COPY policies policies
COPY src src
RUN mvn -B -ntp -q -Dmaven.test.skip=true package && src/docker/assemble /opt/haetae

FROM debian:trixie-slim
COPY --from=build /opt/haetae /opt/haetae
# serve keeps its certificates here; with a read-only root file system a volume is mounted over it.
RUN mkdir -p /var/lib/haetae/tls && chown -R 65532:65532 /var/lib/haetae
ENV HAETAE_JAVA=/opt/haetae/runtime
USER 65532:65532
EXPOSE 8443 8080
ENTRYPOINT ["/opt/haetae/haetae"]
CMD ["serve", "--port", "8443", "--management-port", "8080", "--tls-dir", "/var/lib/haetae/tls"]
