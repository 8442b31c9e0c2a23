#include "catch.h"
#include "language.h"

#include "gateway/config/config_file.h"
#include "gateway/host/consumers/consumer_changes.h"
#include "gateway/http/tls/server_certificate.h"
#include "gateway/secrets/vault.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/reconcile/bill.h"
#include "ui/words/message_words.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <functional>
#include <vector>

using namespace gateway;
using namespace Qt::StringLiterals;
using ui::words::MessageWords;

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
        CAPTURE(error.message);
        {
            const Language english("en");
            CHECK(MessageWords::of(error).toStdString() == error.message);
        }
        const Language chinese("zh_CN");
        const QString said = MessageWords::of(error);
        CHECK(said.contains(QRegularExpression(u"\\p{Han}"_s)));
        QString foreign = said;
        foreign.remove(folder.path()).remove(QRegularExpression(u"listen\\.tls\\.\\w+|somebody else|PEM|[\\w.]+\\.(pem|sqlite)|Signalbox"_s));
        CHECK_FALSE(foreign.contains(QRegularExpression(u"[a-z]+ [a-z]+"_s))); // no words of a sentence are left
    }
}

TEST_CASE("no word of a message stays English")
{
    struct Row {
        const char* message;
        const char* same; ///< in every language: a regular expression
    };
    const auto row = GENERATE(values<Row>({
        {"The usage database /data/ledger.sqlite cannot be used (read): file is not a database.", "/data/ledger.sqlite"},
        {"The usage database /data/ledger.sqlite cannot be used (open): unable to open database file. It is left as it is; records are not kept meanwhile.", "/data/ledger.sqlite"},
        {"The usage database /data/ledger.sqlite cannot be read: database is locked.", "/data/ledger.sqlite"},
        {"p.example cannot be reached: the proxy refused the connection (proxy 10.0.0.1:3128)", "p.example"},
        {"the proxy rejects the user and the password, or requires them (proxy 10.0.0.1:3128)", "none"},
        {"https://p.example cannot be reached: the proxy cannot reach the host (status 503) (proxy 10.0.0.1:3128). Check the proxy and the variable ALL_PROXY, or list the host in NO_PROXY", "https://p.example"},
        {"Provider \"p\" at https://p.example cannot be reached: the proxy's host was not found (proxy squid:3128). Check the proxy and \"proxy\" of the provider.", "https://p.example|squid|proxy"},
        {"the proxy does not let the connection to https://p.example through: Proxy refused. Check the proxy and the system's proxy settings, or set \"proxy\" of the provider to \"none\"", "https://p.example|Proxy refused|proxy|none"},
        {"Provider \"p\" at https://p.example cannot be reached: ca_file \"/etc/box.pem\" does not exist; create it, or correct the path.", "https://p.example|ca_file|/etc/box.pem"},
        {"Provider \"p\" at https://p.example cannot be reached: ca_file \"~/box.pem\" does not exist; \"~\" is not expanded, so write the full path.", "https://p.example|ca_file|~/box.pem"},
        {"Provider \"p\" at https://p.example cannot be reached: certificate not trusted: its authority is not trusted here. SSL_CERT_FILE: \"/etc/box.pem\" is empty; copy the authority's certificate into it, in PEM form.", "https://p.example|SSL_CERT_FILE|/etc/box.pem|PEM"},
        {"certificate not trusted: it is self-signed and not trusted here (proxy 10.0.0.1:3128). Set ca_file of the provider or SSL_CERT_FILE to a PEM file with the certificate of the server or of its authority", "ca_file|SSL_CERT_FILE|PEM"},
        {"Provider \"p\" at https://p.example cannot be reached: certificate not trusted: its authority is not trusted here. Add the certificate of the server or of its authority to ca_file \"/etc/box.pem\".", "https://p.example|ca_file|/etc/box.pem"},
        {"Provider \"p\" at https://p.example cannot be reached: the proxy's host was not found (proxy squid:3128).", "https://p.example|squid"},
        {"Provider \"p\" at https://p.example cannot be reached: certificate not trusted: it is for another host.", "https://p.example"},
        {"the key was refused: Incorrect API key provided", "Incorrect API key provided"},
        {"Provider \"p\", key \"main\": the environment variable P_KEY is not set. Set the environment variable P_KEY and start Signalbox again.", "main|P_KEY|Signalbox"},
        {"~/.codex/config.toml: line 3: is not TOML, or has a name twice; mend it, then try again", "~/.codex/config.toml"},
        {"~/.continue/config.yaml: line 7: models is written on one line with brackets; write it over several lines, then try again", "~/.continue/config.yaml|models"},
        {"~/.gemini/.env: line 2: GEMINI_API_KEY is there twice; keep one of them", "~/.gemini/.env|GEMINI_API_KEY"},
        {"~/.claude/settings.json: the top of the file is no object; take it out or mend it, then try again", "~/.claude/settings.json"},
        {"~/.claude/settings.json: line 2, column 5: syntax error while parsing value - invalid literal; mend it, then try again", "~/.claude/settings.json|value|invalid literal|JSON"},
        {"the backup was made by a later version of Signalbox (9.1): update Signalbox to read it", "Signalbox"},
    }));
    CAPTURE(row.message);
    const Language chinese("zh_CN");
    QString said = MessageWords::of(std::string(row.message));
    CAPTURE(said.toStdString());
    CHECK(said.contains(QRegularExpression(u"\\p{Han}"_s)));
    for (const QString& same : QString::fromLatin1(row.same).split(u'|'))
        said.remove(same);
    CHECK_FALSE(said.contains(QRegularExpression(u"[a-z]{2,} [a-z]{2,}"_s)));
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
    QString said = MessageWords::of(bill.error());
    CAPTURE(bill.error().message, said.toStdString());
    CHECK(said.contains(QRegularExpression(u"\\p{Han}"_s)));
    said.remove(QRegularExpression(u"（xlsx）|zip|CSV|已知的有：.*"_s)); // names of columns
    CHECK_FALSE(said.contains(QRegularExpression(u"[a-z]{2,} [a-z]{2,}"_s)));
}

TEST_CASE("values stand at their places, in words of their own")
{
    const Language chinese("zh_CN");
    CHECK(MessageWords::of(std::string("cannot write /a/b c: Permission denied")) == u"无法写入 /a/b c：没有权限"_s);
    CHECK(MessageWords::of(std::string("there is no consumer \"%2\"; did you mean \"%1\"?")) == u"没有使用者“%2”；是否想写“%1”？"_s);
    CHECK(MessageWords::of(std::string("something that nobody knows")) == u"something that nobody knows"_s);
    CHECK(MessageWords::of(std::string()).isEmpty());
}
