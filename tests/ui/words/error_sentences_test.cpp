#include "catch.h"
#include "test_language.h"

#include "gateway/config/config_file.h"
#include "gateway/core/json/sentence_json.h"
#include "gateway/core/text/system_reason.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/host/clients/consumer_changes.h"
#include "gateway/http/proxy/socket_reason.h"
#include "gateway/http/tls/certificate_problem.h"
#include "gateway/http/tls/server_certificate.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/signing/google_token.h"
#include "gateway/secrets/vault.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/reconcile/bill.h"
#include "ui/words/sentence_words.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <vector>

using namespace gateway;
using namespace Qt::StringLiterals;
using ui::words::SentenceWords;

namespace {

config::Settings withConsumer()
{
    config::Settings settings;
    settings.consumers.emplace_back().name = "ide";
    return settings;
}

/// Errors as the gateway creates them.
std::vector<Error> errorsIn(const QTemporaryDir& folder)
{
    config::Settings settings = withConsumer();
    const QString missing = folder.filePath(u"missing.pem"_s);
    const QString text = folder.filePath(u"text.pem"_s);
    QFile file(text);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("none");
    file.close();
    std::vector<Error> errors{
        host::addConsumer(settings, {"ide", {}, {}, {}}).error(),
        host::addConsumer(settings, {"other", {}, {"fast"}, {}}).error(),
        host::enableConsumer(settings, "idea", true).error(),
        host::enableConsumer(settings, "somebody else", true).error(),
        host::renameConsumer(settings, "gone", "x").error(),
        http::ownCertificate(missing, missing).error(),
        http::ownCertificate(text, missing).error(),
        http::ownCertificate(text, text).error(),
        usage::readUsage(folder.filePath(u"none.sqlite"_s), {}).error(),
        config::writeConfigFile(folder.path(), "{}").error(), // it is a folder
        config::readConfigFile(folder.path()).error(),
    };
    return errors;
}

/// Untranslated words of a sentence.
bool hasEnglish(QString said)
{
    said.remove(QRegularExpression(u"Google|Signalbox|Vertex AI User|SOCKS5|HTTP|TLS"_s));
    return said.contains(QRegularExpression(u"[A-Za-z]{2,} [A-Za-z]{2,}"_s));
}

} // namespace

TEST_CASE("shows gateway errors in the language of the window")
{
    const QTemporaryDir folder;
    for (const Error& error : errorsIn(folder)) {
        CAPTURE(error.text());
        {
            const Language english("en");
            CHECK(SentenceWords::of(error).toStdString() == error.text());
        }
        const Language chinese("zh_CN");
        const QString said = SentenceWords::of(error);
        CHECK(said.contains(QRegularExpression(u"\\p{Han}"_s)));
        QString foreign = said;
        foreign.remove(folder.path()).remove(QRegularExpression(u"listen\\.tls\\.\\w+|somebody else|PEM|[\\w.]+\\.(pem|sqlite)|Signalbox"_s));
        CHECK_FALSE(foreign.contains(QRegularExpression(u"[a-z]+ [a-z]+"_s))); // no English sentence remains
    }
}

TEST_CASE("translates the values of a sentence, too")
{
    const Language chinese("zh_CN");
    const auto said = [](const Sentence& sentence) { return SentenceWords::of(sentence); };
    CHECK(said({"cannot write %1: %2", {std::string("/a/b c"), systemReason("Permission denied")}}) == u"无法写入 /a/b c：没有权限"_s);
    CHECK(said({"cannot write %1: %2", {std::string("/a"), {"%1; the file is unchanged", {systemReason("No space left on device")}}}}).contains(u"/a"_s));
    CHECK(said({"there is no consumer \"%1\"; did you mean \"%2\"?", {std::string("%2"), std::string("%1")}}) == u"没有调用方“%2”；是否想写“%1”？"_s);
    CHECK(said({"cannot write %1: %2", {std::string("/a"), systemReason("an error of its own")}}).endsWith(u"an error of its own"_s));
    CHECK(said(gateway::asIs("something that nobody knows")) == u"something that nobody knows"_s);
    CHECK(said(Sentence()).isEmpty());
}

TEST_CASE("translates a sentence that was stored in a file")
{
    const Sentence sentence{"cannot write %1: %2", {std::string("/a"), systemReason("Permission denied")}};
    const Sentence read = json::sentenceIn(*parseJson(toText(json::fromSentence(sentence))));
    CHECK(toText(read) == "cannot write /a: Permission denied");
    const Language chinese("zh_CN");
    CHECK(SentenceWords::of(read) == SentenceWords::of(sentence));
    CHECK(SentenceWords::of(json::sentenceIn("kept by an older version")) == u"kept by an older version"_s);
}

TEST_CASE("translates all problems of a bill")
{
    const char* const file = GENERATE("", "a,b\n1,2\n", "usage_date_utc,model,cost_usd\n2026-11-01,\"m,1\n", "usage_date_utc,model,cost_usd\n2026-11-01,m,1,2\n",
        "usage_date_utc,model,cost_usd\n2026-11-01,m\n", "usage_date_utc,model,cost_usd\nyesterday,m,1\n", "usage_date_utc,model,cost_usd\n1793491200000,m,1\n",
        "usage_date_utc,model,cost_usd\n2026-11-01,m,much\n", "PK\x03\x04");
    CAPTURE(file);
    const auto bill = usage::readBill(file);
    REQUIRE_FALSE(bill);
    const Language chinese("zh_CN");
    QString said = SentenceWords::of(bill.error());
    CAPTURE(bill.error().text(), said.toStdString());
    CHECK(said.contains(QRegularExpression(u"\\p{Han}"_s)));
    said.remove(QRegularExpression(u"（xlsx）|zip|CSV|已知的账单：.*"_s)); // names of columns
    CHECK_FALSE(said.contains(QRegularExpression(u"[a-z]{2,} [a-z]{2,}"_s)));
}

TEST_CASE("translates why a host is unreachable")
{
    const Language chinese("zh_CN");
    const auto check = [](const Sentence& sentence) {
        const QString said = SentenceWords::of(sentence);
        CAPTURE(toText(sentence), said.toStdString());
        CHECK(said.contains(QRegularExpression(u"\\p{Han}"_s)));
        CHECK_FALSE(hasEnglish(said));
    };
    for (const auto kind : {QNetworkProxy::NoProxy, QNetworkProxy::HttpProxy, QNetworkProxy::Socks5Proxy})
        for (int code = QAbstractSocket::UnknownSocketError; code <= QAbstractSocket::TemporaryError; ++code)
            check(http::socketReason(static_cast<QAbstractSocket::SocketError>(code), QNetworkProxy(kind)));
    for (const auto error : {QSslError::SelfSignedCertificate, QSslError::HostNameMismatch, QSslError::CertificateExpired, QSslError::CertificateNotYetValid,
             QSslError::UnableToGetLocalIssuerCertificate, QSslError::SelfSignedCertificateInChain, QSslError::InvalidPurpose})
        check({"certificate not trusted: %1", {http::certificateProblem(QSslError(error))}});
}

TEST_CASE("translates Google token errors and keeps the quoted text")
{
    struct Row {
        int status;
        const char* body;
        const char* own;
    };
    const auto row = GENERATE(values<Row>({
        {400, R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})", "Invalid JWT Signature"},
        {400, R"({"error":"invalid_grant","error_description":"Account was not seen"})", "Account was not seen"},
        {403, R"({"error":"access_denied"})", "access_denied"},
        {403, "<html>", ""},
        {500, "oops", ""},
        {503, R"({"error":"internal_failure"})", "internal_failure"},
        {200, "{}", ""},
    }));
    CAPTURE(row.status, row.body);
    config::ProviderSettings provider;
    provider.id = "google";
    provider.type = "openai-compatible";
    provider.baseUrl = "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/l/endpoints/openapi";
    provider.keys = {{"main", "env:GOOGLE_KEY", 1, true}};
    config::Settings settings;
    settings.providers.push_back(provider);
    exchange::SnapshotInputs inputs;
    inputs.secrets.emplace("env:GOOGLE_KEY", failure(providers::parseTokenAnswer(row.status, row.body).error()));
    const auto catalog = *providers::Catalog::load();
    inputs.approved.addAll(providers::secretUses(settings, *catalog));
    const auto snapshot = exchange::makeSnapshot(settings, *catalog, inputs);
    const Sentence& problem = snapshot->providers.front().problem.message;
    CAPTURE(toText(problem));
    CHECK(toText(problem).find("..") == std::string::npos);
    CHECK(toText(problem).find(". Set the environment variable GOOGLE_KEY") != std::string::npos);
    const Language chinese("zh_CN");
    QString said = SentenceWords::of(problem);
    CAPTURE(said.toStdString());
    CHECK(said.contains(QString::fromUtf8(row.own)));
    CHECK_FALSE(said.contains(u"。。"_s));
    if (*row.own != '\0') said.remove(QString::fromUtf8(row.own));
    CHECK_FALSE(hasEnglish(said));
}
