#include "file_checks.h"

#include "catch.h"

#include "gateway/http/tls/server_certificate.h"
#include "gateway/routing/health/attempt_reason.h"
#include "gateway/usage/ledger/ledger.h"

#include <QFile>
#include <QSslCertificate>
#include <QTemporaryDir>

#include <chrono>

using Catch::Contains;
using namespace gateway;
using namespace gateway::host;

TEST_CASE("names the remedy for rejected keys and accounts while they are in cooldown")
{
    using config::FailureClass;
    const WallTime now(std::chrono::seconds(1'795'000'000));
    const auto restOf = [now](FailureClass failure, const Sentence& reason, int left_s = 60) {
        routing::Rest rest;
        rest.provider = "up";
        rest.key = failure == FailureClass::Unreachable ? "" : "main";
        rest.failure = failure;
        rest.reason = reason;
        rest.until = now + std::chrono::seconds(left_s);
        return rest;
    };
    struct Row { routing::Rest rest; const char* subject; const char* found; const char* remedy; };
    for (const Row& row : {
        Row{restOf(FailureClass::KeyRejected, routing::reasonOfAnswer(400, "account not verified")), "up/main", "The provider rejected the account (400: account not verified).", "Check the account at the provider."},
        Row{restOf(FailureClass::Unreachable, routing::reasonOfAnswer(400, "region not supported")), "up", "The provider rejected the account (400: region not supported).", "Check the account at the provider."},
        Row{restOf(FailureClass::BalanceGone, routing::reasonOfAnswer(402, {})), "up/main", "because its balance is used up (402).", "Check the account’s balance and plan at the provider."},
        Row{restOf(FailureClass::KeyRejected, routing::reasonOfAnswer(401, {})), "up/main", "The provider rejected the key (401).", "Check that the key is valid"}}) {
        CAPTURE(row.found);
        const auto findings = refusedKeyFindings({row.rest}, now);
        REQUIRE(findings.size() == 1);
        CHECK(findings.front().outcome == Outcome::Problem);
        CHECK(findings.front().subject == row.subject);
        CHECK_THAT(toText(findings.front().found), Contains(row.found));
        CHECK_THAT(toText(findings.front().remedy), Contains(row.remedy));
    }
    CHECK(refusedKeyFindings({restOf(FailureClass::KeyRejected, "401", 0), restOf(FailureClass::RateLimited, "429"), restOf(FailureClass::Unreachable, "connection refused")}, now).empty());
}

TEST_CASE("reports a full disk with its free space and the remedy")
{
    constexpr qint64 kMb = 1'000'000;
    struct Row {
        qint64 left;
        Outcome outcome;
        const char* found;
    };
    const auto row = GENERATE(values<Row>({
        {-1, Outcome::NotChecked, "The system does not report how much space is left."},
        {0, Outcome::Problem,
            "The data folder /data/box is on a full disk: /data has 0.0 MB of 500 MB left. Requests are served, but their records are held in memory and lost if "
            "Signalbox stops before space is freed."},
        {999'999, Outcome::Problem, "The data folder /data/box is on a full disk: /data has 1.0 MB of 500 MB left. "},
        {2 * kMb, Outcome::Problem, "The data folder /data/box is on a disk that is almost full: /data has 2.0 MB of 500 MB left."},
        {150 * kMb, Outcome::Notice, "The data folder /data/box is on a disk that is almost full: /data has 150 MB of 500 MB left."},
        {200 * kMb, Outcome::Ok, "The disk with the data folder has 200 MB left."},
        {1'234 * kMb, Outcome::Ok, "The disk with the data folder has 1,234 MB left."},
        {9'999 * kMb, Outcome::Ok, "The disk with the data folder has 9,999 MB left."},
        {10'000 * kMb, Outcome::Ok, "The disk with the data folder has 10.0 GB left."},
        {72'398 * kMb, Outcome::Ok, "The disk with the data folder has 72.4 GB left."},
        {1'234'567 * kMb, Outcome::Ok, "The disk with the data folder has 1,235 GB left."},
    }));
    CAPTURE(row.left);
    DiskRoom room;
    room.folder = "/data/box";
    room.disk = "/data";
    room.total = 500 * kMb;
    room.left = row.left;
    room.ledger = 120 * kMb;
    const Finding finding = diskFinding(room);
    CHECK(finding.outcome == row.outcome);
    CHECK_THAT(toText(finding.found), Catch::StartsWith(row.found));
    const bool wantsRoom = row.outcome == Outcome::Problem || row.outcome == Outcome::Notice;
    REQUIRE(finding.remedy.isEmpty() != wantsRoom);
    if (wantsRoom)
        for (const char* words : {"Free space on /data.", "The ledger takes 120 MB", "usage.retention_days or usage.max_size_mb", "signalboxd usage vacuum",
                 "needs 120 MB of free space there", "folder for temporary files", "move /data/box to another disk", "--data-dir"})
            CHECK_THAT(toText(finding.remedy), Contains(words));
}

TEST_CASE("reports an unwritable data folder before anything else")
{
    DiskRoom room;
    room.folder = "/data/box";
    room.isWritable = false;
    room.left = 0;
    CHECK(toText(diskFinding(room).found) == "The data folder /data/box cannot be written to.");
}

TEST_CASE("reports the free disk space and the size of the ledger")
{
    const QTemporaryDir folder;
    for (const char* name : {"", "-wal"}) {
        QFile file(usage::Ledger::fileIn(folder.path()) + QLatin1String(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(QByteArray(1000, 'x')) == 1000);
    }
    const DiskRoom room = diskRoomOf(folder.path());
    CHECK(room.folder == folder.path().toStdString());
    CHECK_FALSE(room.disk.empty());
    CHECK(room.isWritable);
    CHECK(room.left >= 0);
    CHECK(room.total >= room.left);
    CHECK(room.ledger == 2000);
    CHECK(diskRoomOf(folder.filePath(QStringLiteral("not/yet"))).disk == room.disk);
    CHECK(diskRoomOf(folder.filePath(QStringLiteral("not/yet"))).ledger == 0);
}

TEST_CASE("warns a month before a user's certificate expires and later for the local one")
{
    const QTemporaryDir folder;
    const WallTime made = std::chrono::system_clock::now();
    http::LocalCertificates local(folder.path());
    REQUIRE(local.server(made));
    const auto chain = QSslCertificate::fromPath(local.serverFile(), QSsl::Pem);
    REQUIRE_FALSE(chain.isEmpty());
    const WallTime ends(std::chrono::milliseconds(chain.front().expiryDate().toMSecsSinceEpoch()));
    config::ListenSettings listen;
    listen.tlsCertificate = local.serverFile().toStdString();
    listen.tlsKey = (folder.path() + QStringLiteral("/tls/localhost.key")).toStdString();
    const auto outcome = [&](int days) { return certificateFindings(listen, folder.path(), ends - std::chrono::days(days)).front().outcome; };
    CHECK(outcome(32) == Outcome::Ok);
    CHECK(outcome(29) == Outcome::Notice);
    listen.tlsCertificate.reset();
    listen.tlsKey.reset();
    CHECK(outcome(29) == Outcome::Ok); // renewed automatically by then
    CHECK(outcome(10) == Outcome::Notice);
    const Finding trust = certificateFindings(listen, folder.path(), ends - std::chrono::days(32)).back();
    CHECK(trust.outcome == Outcome::Notice);
    CHECK(toText(trust.found) == "The system does not trust the certificate authority of Signalbox.");
    CHECK(toText(trust.remedy) == "Set each HTTPS client to trust " + local.authorityFile().toStdString() + ", unless you have done so.");
}

TEST_CASE("reports consumer limits that a client avoids by omitting its key")
{
    config::Settings settings;
    config::ProviderSettings provider;
    provider.id = "p";
    provider.type = "openai-compatible";
    settings.providers = {provider};
    config::ConsumerSettings consumer;
    consumer.name = "ide";
    consumer.models = {"m"};
    settings.consumers = {consumer};
    const auto findings = escapableFindings(settings);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().check == Check::Configuration);
    CHECK(findings.front().outcome == Outcome::Notice);
    CHECK_THAT(toText(findings.front().found), Contains("“models” of consumer “ide” does not restrict local callers"));
    CHECK_THAT(toText(findings.front().remedy), Contains("listen.require_key"));
    settings.listen.requireKey = config::RequireKey::Always;
    CHECK(escapableFindings(settings).empty());
}
