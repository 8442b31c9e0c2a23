#include "catch.h"
#include "language.h"

#include "gateway/config/config_file.h"
#include "gateway/host/consumers/consumer_changes.h"
#include "gateway/http/tls/server_certificate.h"
#include "gateway/secrets/vault.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"
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

TEST_CASE("values stand at their places, in words of their own")
{
    const Language chinese("zh_CN");
    CHECK(MessageWords::of(std::string("cannot write /a/b c: Permission denied")) == u"无法写入 /a/b c：没有权限"_s);
    CHECK(MessageWords::of(std::string("there is no consumer \"%2\"; did you mean \"%1\"?")) == u"没有使用者“%2”；是否想写“%1”？"_s);
    CHECK(MessageWords::of(std::string("something that nobody knows")) == u"something that nobody knows"_s);
    CHECK(MessageWords::of(std::string()).isEmpty());
}
