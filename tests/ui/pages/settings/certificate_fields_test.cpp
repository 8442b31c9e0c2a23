#include "field_world.h"

#include "ui/models/formatter.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/status_label.h"

#include <QDateTime>
#include <QFile>
#include <QLabel>

#include <chrono>

using ui::look::Status;

TEST_CASE("offers a trust line for each family of clients")
{
    FieldWorld world;
    const auto line = [&](const char* name) { return control<ui::widgets::AddressField>(*world.page, name).address().toStdString(); };
    const std::string file = world.gateway.authorityFile().toStdString();
    CHECK(line("trust-node") == "NODE_EXTRA_CA_CERTS=" + file);
    CHECK(line("trust-python") == "SSL_CERT_FILE=" + file);
    CHECK(line("trust-java").ends_with("-alias signalbox -file " + file));
    CHECK(line("trust-curl") == "curl --cacert " + file + " https://127.0.0.1:8443/v1/models");
}

TEST_CASE("shows the fingerprint and expiry of the authority")
{
    FieldWorld world;
    QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/tls/authority.pem"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    world.gateway.authority = file.readAll();
    world.showRoom("gateway");
    const auto& fingerprint = control<QLabel>(*world.page, "authorityFingerprint");
    REQUIRE(QTest::qWaitFor([&] { return fingerprint.isVisible(); }));
    // openssl x509 -noout -fingerprint -sha256 -enddate
    CHECK(fingerprint.text().remove(QChar(0x200b)).toStdString()
        == "SHA-256 50:6B:6E:AC:3C:02:E9:02:33:CC:EE:4A:A5:2C:0C:C5:A6:13:E1:52:49:84:83:5D:AD:8A:95:19:4B:8D:2B:78");
    CHECK(control<QLabel>(*world.page, "authorityExpiry").text().contains(QStringLiteral("2046")));
    world.gateway.m_settings.listen.tlsCertificate = "/etc/tls/box.pem";
    Q_EMIT world.gateway.settingsChanged();
    CHECK_FALSE(fingerprint.isVisible());
    CHECK_FALSE(control(*world.page, "trust-node").isVisible());
}

TEST_CASE("shows the expiry and fingerprint of a custom certificate")
{
    struct Row {
        int days; // until it expires
        Status status;
        const char* word;
        Status ofHttps;
    };
    const auto row = GENERATE(values<Row>({
        {400, Status::Ok, "expires on ", Status::Ok},
        {20, Status::Warn, "expires on ", Status::Warn},
        {-2, Status::Error, "expired on ", Status::Warn},
    }));
    CAPTURE(row.days);
    FieldWorld world;
    world.showRoom("gateway");
    const auto& state = control<ui::widgets::StatusLabel>(*world.page, "ownCertificateState");
    CHECK_FALSE(state.isVisible());
    world.gateway.m_settings.listen.tlsCertificate = "/etc/tls/box.pem";
    const auto ends = std::chrono::system_clock::now() + std::chrono::days(row.days);
    world.gateway.m_status.certificateEnds = ends;
    world.gateway.m_status.certificateSha256 = "506b6eac3c";
    Q_EMIT world.gateway.settingsChanged();
    REQUIRE(state.isVisible());
    CHECK(state.status() == row.status);
    const QString day = ui::models::Formatter().yearDay(ui::models::Formatter::local(ends).date());
    CHECK(state.word().toStdString() == row.word + day.toStdString());
    CHECK(state.reason().isEmpty() == (row.status == Status::Ok));
    CHECK(control<QLabel>(*world.page, "ownCertificateFingerprint").text().remove(QChar(0x200b)) == QStringLiteral("SHA-256 50:6B:6E:AC:3C"));
    CHECK(control<ui::widgets::StatusLabel>(*world.page, "httpsState").status() == row.ofHttps);
    world.gateway.m_settings.listen.tlsCertificate.reset();
    Q_EMIT world.gateway.settingsChanged();
    CHECK_FALSE(state.isVisible());
}
