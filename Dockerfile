# The image: a Java runtime of the modules Haetae uses, its jars and the launcher; built with
#   docker build -t haetae .
# The bases are pinned: a tag names another image every few weeks. docs/release.md says how they are brought up to date.
ARG BUILD_BASE=maven:3.9-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976
ARG RUNTIME_BASE=debian:trixie-slim@sha256:a29215f6a35e51e22adffa17f89e9d2ef06214e64a2bad10d765c46aea49f11f

FROM ${BUILD_BASE} AS build
WORKDIR /build
# The libraries first: they change less often than the sources.
COPY pom.xml ./
RUN mkdir -p src/main/jte && mvn -B -ntp -q -Dmaven.test.skip=true -Dexec.skip package && rm -rf target
COPY haetae ./
COPY policies policies
COPY src src
RUN mvn -B -ntp -q -Dmaven.test.skip=true package && src/distribution/assemble /opt/haetae

FROM ${RUNTIME_BASE}
COPY --from=build /opt/haetae /opt/haetae
# serve keeps its certificates here; with a read-only root file system a volume is mounted over it.
RUN mkdir -p /var/lib/haetae/tls && chown -R 65532:65532 /var/lib/haetae
ENV HAETAE_JAVA=/opt/haetae/runtime PATH=/opt/haetae:$PATH
USER 65532:65532
EXPOSE 8443 8080
ENTRYPOINT ["/opt/haetae/haetae"]
CMD ["serve", "--port", "8443", "--management-port", "8080", "--tls-dir", "/var/lib/haetae/tls"]
