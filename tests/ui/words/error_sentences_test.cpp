#include "catch.h"
#include "test_language.h"

#include "gateway/config/config_file.h"
#include "gateway/core/json/sentence_json.h"
#include "gateway/core/text/system_reason.h"
#include "gateway/host/clients/consumer_changes.h"
#include "gateway/http/tls/server_certificate.h"
#include "gateway/secrets/vault.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/reconcile/bill.h"
#include "ui/words/sentence_words.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <functional>
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

/// Errors as the gateway makes them.
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
        config::writeConfigFile(folder.path(), "{}").error(), // which is a folder
        config::readConfigFile(folder.path()).error(),
    };
    return errors;
}

} // namespace

TEST_CASE("what the gateway says of an error is said in the language of the window")
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
        CHECK_FALSE(foreign.contains(QRegularExpression(u"[a-z]+ [a-z]+"_s))); // no words of a sentence are left
    }
}

TEST_CASE("the values of a sentence are said in the language of the window, too")
{
    const Language chinese("zh_CN");
    const auto said = [](const Sentence& sentence) { return SentenceWords::of(sentence); };
    CHECK(said({"cannot write %1: %2", {std::string("/a/b c"), systemReason("Permission denied")}}) == u"无法写入 /a/b c：没有权限"_s);
    CHECK(said({"cannot write %1: %2", {std::string("/a"), {"%1; the file is unchanged", {systemReason("No space left on device")}}}}).contains(u"/a"_s));
    CHECK(said({"there is no consumer \"%1\"; did you mean \"%2\"?", {std::string("%2"), std::string("%1")}}) == u"没有使用者“%2”；是否想写“%1”？"_s);
    CHECK(said({"cannot write %1: %2", {std::string("/a"), systemReason("an error of its own")}}).endsWith(u"an error of its own"_s));
    CHECK(said(gateway::asIs("something that nobody knows")) == u"something that nobody knows"_s);
    CHECK(said(Sentence()).isEmpty());
}

TEST_CASE("a sentence that was kept in a file is said in the language of the window")
{
    const Sentence sentence{"cannot write %1: %2", {std::string("/a"), systemReason("Permission denied")}};
    const Sentence read = json::sentenceIn(*parseJson(toText(json::fromSentence(sentence))));
    CHECK(toText(read) == "cannot write /a: Permission denied");
    const Language chinese("zh_CN");
    CHECK(SentenceWords::of(read) == SentenceWords::of(sentence));
    CHECK(SentenceWords::of(json::sentenceIn("kept by an older version")) == u"kept by an older version"_s);
}

TEST_CASE("what is wrong with a bill, or was left out of it, has no English in it")
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
