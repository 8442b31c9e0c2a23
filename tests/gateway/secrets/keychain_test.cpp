// With a real keyring: tests/desktop/with-desktop runs each tag in its own session.

#include "secret_calls.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCall>
#include <QDBusReply>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTimer>

#include <optional>

using namespace gateway;
using namespace gateway::secrets;

namespace {

/// A secret on the bus, (oayays). Source: "Secret Service API Draft", Secret.
struct BusSecret {
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString contentType;
};

QDBusArgument& operator<<(QDBusArgument& argument, const BusSecret& secret)
{
    argument.beginStructure();
    argument << secret.session << secret.parameters << secret.value << secret.contentType;
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, BusSecret& secret)
{
    argument.beginStructure();
    argument >> secret.session >> secret.parameters >> secret.value >> secret.contentType;
    argument.endStructure();
    return argument;
}

} // namespace

Q_DECLARE_METATYPE(BusSecret)

namespace {

const QString kService = QStringLiteral("org.freedesktop.secrets");
const QString kPath = QStringLiteral("/org/freedesktop/secrets");
const QDBusObjectPath kLogin(QStringLiteral("/org/freedesktop/secrets/collection/login"));

void lockKeyring()
{
    QDBusInterface service(kService, kPath, QStringLiteral("org.freedesktop.Secret.Service"));
    const QDBusMessage reply = service.call(QStringLiteral("Lock"), QVariant::fromValue(QList<QDBusObjectPath>{kLogin}));
    INFO(reply.errorMessage().toStdString());
    REQUIRE(reply.type() == QDBusMessage::ReplyMessage);
}

/// Simulates the unlock dialog after the password was entered.
void unlockKeyring()
{
    qDBusRegisterMetaType<BusSecret>();
    QDBusInterface service(kService, kPath, QStringLiteral("org.freedesktop.Secret.Service"));
    const QDBusMessage session = service.call(QStringLiteral("OpenSession"), QStringLiteral("plain"),
                                              QVariant::fromValue(QDBusVariant(QString())));
    REQUIRE(session.arguments().size() == 2);
    const BusSecret password{session.arguments().at(1).value<QDBusObjectPath>(), {}, qgetenv("KEYRING_PASSWORD"),
                             QStringLiteral("text/plain")};
    QDBusInterface internal(kService, kPath, QStringLiteral("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"));
    const QDBusMessage reply = internal.call(QStringLiteral("UnlockWithMasterPassword"), QVariant::fromValue(kLogin),
                                             QVariant::fromValue(password));
    INFO(reply.errorMessage().toStdString());
    REQUIRE(reply.type() == QDBusMessage::ReplyMessage);
}

/// A Secret Service that accepts every call and answers none.
class SilentService final : public QDBusVirtualObject {
public:
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection&) override
    {
        message.setDelayedReply(true);
        ++calls;
        return true;
    }
    int calls = 0;
};

/// A call that nobody answers; the bus itself gives it up after 25 s.
class BusPatience {
public:
    BusPatience()
    {
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("patience"));
        REQUIRE(bus.registerVirtualObject(QStringLiteral("/patience"), &m_silent, QDBusConnection::SubPath));
        m_call.emplace(QDBusConnection::sessionBus().asyncCall(
            QDBusMessage::createMethodCall(bus.baseService(), QStringLiteral("/patience"), QStringLiteral("a.Patience"), QStringLiteral("Wait"))));
    }
    ~BusPatience() { QDBusConnection::disconnectFromBus(QStringLiteral("patience")); }
    BusPatience(const BusPatience&) = delete;
    bool isOver() const { return m_call->isFinished(); }

private:
    SilentService m_silent;
    std::optional<QDBusPendingCall> m_call;
};

/// A timer that fires before longer ones of this thread that start later, however late all are.
class ShorterTimer {
public:
    explicit ShorterTimer(int interval_ms)
    {
        QTimer::singleShot(interval_ms, Qt::PreciseTimer, &m_context, [this] { m_hasFired = true; });
    }
    bool hasFired() const { return m_hasFired; }

private:
    QObject m_context;
    bool m_hasFired = false;
};

} // namespace

namespace {

/// By then the keyring has sent all pending notifications.
constexpr int kSettled_ms = 2000;

/// Writes and waits for the notification, so that any later one is new.
void writeAndHear(SecretStore& store, const std::string& name, const std::string& value)
{
    QSignalSpy heard(&store, &SecretStore::mayBeReadable);
    REQUIRE(writeNow(store, name, value));
    REQUIRE((heard.count() > 0 || heard.wait(kCallLimit_ms)));
}

} // namespace

TEST_CASE("notices changes made by another program in the keyring", "[open]")
{
    const auto store = makeSystemStore();
    const auto other = makeSystemStore();
    QSignalSpy news(store.get(), &SecretStore::mayBeReadable);
    for (const char* const value : {"one", "another"}) {
        REQUIRE(writeNow(*other, "keychain:heard/main", value));
        CHECK((news.count() > 0 || news.wait(kCallLimit_ms)));
        CHECK(secretNow(*store, "keychain:heard/main") == value);
        news.clear();
    }
    REQUIRE(removeNow(*other, "keychain:heard/main"));
    CHECK((news.count() > 0 || news.wait(kCallLimit_ms)));
}

TEST_CASE("stores and reads and removes a key in the keyring", "[open]")
{
    const auto store = makeSystemStore();
    const std::string name = "keychain:deepseek/main";
    CHECK(codeOf(readNow(*store, name)) == "secret_missing");
    CHECK(removeNow(*store, name)); // removing a missing key is not an error
    const std::string value = GENERATE(as<std::string>(), "sk-0123456789", "k\xc3\xa9y \xe5\xaf\x86\xe9\x92\xa5 \xf0\x9f\x94\x91",
                                       std::string(65536, 'x'), "spaces and\nlines");
    REQUIRE(writeNow(*store, name, "an older one"));
    for (const std::string& kept : {value, " \n" + value + ' '}) { // surrounding white space is trimmed
        REQUIRE(writeNow(*store, name, kept));
        const auto read = readNow(*store, name);
        REQUIRE(read);
        CHECK(read->reveal() == value);
    }
    CHECK(codeOf(readNow(*store, "keychain:deepseek/spare")) == "secret_missing");
    REQUIRE(removeNow(*store, name));
    CHECK(codeOf(readNow(*store, name)) == "secret_missing");
}

TEST_CASE("another program of the user finds the key under the service signalbox", "[open]")
{
    const auto store = makeSystemStore();
    REQUIRE(writeNow(*store, "keychain:a/main", "sk-0123456789"));
    QDBusInterface service(kService, kPath, QStringLiteral("org.freedesktop.Secret.Service"));
    qDBusRegisterMetaType<QMap<QString, QString>>();
    const QMap<QString, QString> attributes{{QStringLiteral("server"), QStringLiteral("signalbox")},
                                            {QStringLiteral("user"), QStringLiteral("a/main")}};
    const QDBusMessage found = service.call(QStringLiteral("SearchItems"), QVariant::fromValue(attributes));
    REQUIRE(found.arguments().size() == 2);
    CHECK(qdbus_cast<QList<QDBusObjectPath>>(found.arguments().at(0)).size() == 1);
    CHECK(removeNow(*store, "keychain:a/main"));
}

TEST_CASE("distinguishes a locked keyring from a missing key", "[open]")
{
    const auto store = makeSystemStore({}, 3000);
    writeAndHear(*store, "keychain:a/main", "sk-0123456789");
    QSignalSpy readable(store.get(), &SecretStore::mayBeReadable);

    lockKeyring();
    CHECK(codeOf(readNow(*store, "keychain:a/main")) == "secret_locked");
    CHECK(codeOf(readNow(*store, "keychain:never/stored")) == "secret_locked");
    CHECK(codeOf(writeNow(*store, "keychain:a/main", "other")) == "secret_locked");
    CHECK(codeOf(removeNow(*store, "keychain:a/main")) == "secret_locked");
    CHECK(readable.count() == 0);

    unlockKeyring();
    REQUIRE((readable.count() > 0 || readable.wait(kCallLimit_ms)));
    const auto read = readNow(*store, "keychain:a/main");
    REQUIRE(read);
    CHECK(read->reveal() == "sk-0123456789"); // neither overwritten nor removed
    CHECK(codeOf(readNow(*store, "keychain:never/stored")) == "secret_missing");
    while (readable.wait(kSettled_ms)) { } // unlocking sends several notifications
    readable.clear();
    REQUIRE(readNow(*store, "keychain:a/main"));
    CHECK_FALSE(readable.wait(kSettled_ms)); // its own reads do not notify
    CHECK(removeNow(*store, "keychain:a/main"));
}

TEST_CASE("reads keys once a keyring locked from the start is unlocked", "[locked]")
{
    const auto store = makeSystemStore({}, 3000);
    const BusPatience patience;
    const auto read = readNow(*store, "keychain:a/main");
    CHECK(codeOf(read) == "secret_locked");
    CHECK(read.error().text().find("unlock") != std::string::npos);
    CHECK_FALSE(patience.isOver());
    QSignalSpy readable(store.get(), &SecretStore::mayBeReadable);
    unlockKeyring();
    REQUIRE((readable.count() > 0 || readable.wait(kCallLimit_ms)));
    CHECK(codeOf(readNow(*store, "keychain:a/main")) == "secret_missing");
    CHECK(writeNow(*store, "keychain:a/main", "sk-0123456789"));
}

TEST_CASE("waits a limited time for a real unlock dialog and reads the key afterwards", "[dialog]")
{
    constexpr int kLimit_ms = 1500;
    const auto store = makeSystemStore({}, kLimit_ms);
    writeAndHear(*store, "keychain:a/main", "sk-0123456789");
    lockKeyring();
    QSignalSpy readable(store.get(), &SecretStore::mayBeReadable);
    const BusPatience patience;
    const ShorterTimer shorter(kLimit_ms / 2);
    CHECK(codeOf(readNow(*store, "keychain:a/main")) == "secret_locked");
    CHECK(shorter.hasFired()); // the dialog stayed open and nobody entered anything
    CHECK_FALSE(patience.isOver());
    CHECK(readable.count() == 0);
    QProcess typist;
    typist.start(QStringLiteral("sh"), {QStringLiteral("-c"),
        QStringLiteral("xdotool search --sync --onlyvisible --class gcr-prompter windowfocus --sync "
                       "&& xdotool type \"$KEYRING_PASSWORD\" && xdotool key Return")});
    REQUIRE((readable.count() > 0 || readable.wait(20000)));
    REQUIRE((typist.state() == QProcess::NotRunning || typist.waitForFinished(20000)));
    CHECK(typist.exitCode() == 0);
    const auto read = readNow(*store, "keychain:a/main");
    REQUIRE(read);
    CHECK(read->reveal() == "sk-0123456789");
}

TEST_CASE("removes a key stored by the keyring after the timeout unless it is in use", "[dialog]")
{
    constexpr int kLimit_ms = 1500;
    const bool isWanted = GENERATE(false, true);
    const auto store = makeSystemStore({}, kLimit_ms);
    writeAndHear(*store, "keychain:a/main", "sk-0123456789");
    lockKeyring();
    std::optional<Result<void>> answer;
    int asked = 0;
    store->write(referenceOf("keychain:late/main"), Secret(std::string("sk-late")), [&](Result<void> result) { answer = std::move(result); }, [&] {
        CHECK(answer);
        ++asked;
        return isWanted;
    });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kCallLimit_ms));
    CHECK(codeOf(*answer) == "secret_locked");
    CHECK(asked == 0);
    QProcess typist;
    typist.start(QStringLiteral("sh"), {QStringLiteral("-c"),
        QStringLiteral("xdotool search --sync --onlyvisible --class gcr-prompter windowfocus --sync "
                       "&& xdotool type \"$KEYRING_PASSWORD\" && xdotool key Return")});
    REQUIRE(QTest::qWaitFor([&] { return asked == 1; }, 20000));
    REQUIRE((typist.state() == QProcess::NotRunning || typist.waitForFinished(20000)));
    CHECK(codeOf(readNow(*store, "keychain:late/main")) == (isWanted ? "" : "secret_missing"));
    CHECK(removeNow(*store, "keychain:late/main"));
    CHECK(asked == 1);
}

TEST_CASE("detects a keychain without unlocking it", "[locked]")
{
    const auto store = makeSystemStore({}, 3000);
    std::optional<Result<void>> found;
    store->lookForKeychain([&](Result<void> result) { found = std::move(result); });
    CHECK_FALSE(found);
    REQUIRE(QTest::qWaitFor([&] { return found.has_value(); }, kCallLimit_ms));
    CHECK(*found); // without a dialog, which nobody would answer
}

TEST_CASE("detects that there is no keychain", "[none]")
{
    const auto store = makeSystemStore({}, 3000);
    std::optional<Result<void>> found;
    store->lookForKeychain([&](Result<void> result) { found = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return found.has_value(); }, kCallLimit_ms));
    CHECK(codeOf(*found) == "secret_unavailable");
}

TEST_CASE("reports a missing keychain service and suggests alternatives", "[none]")
{
    const auto store = makeSystemStore({}, 3000);
    const BusPatience patience;
    const auto read = readNow(*store, "keychain:a/main");
    CHECK(codeOf(read) == "secret_unavailable");
    CHECK(read.error().text().find("env:") != std::string::npos);
    CHECK(codeOf(writeNow(*store, "keychain:a/main", "sk-0123456789")) == "secret_unavailable");
    CHECK(codeOf(removeNow(*store, "keychain:a/main")) == "secret_unavailable");
    CHECK_FALSE(patience.isOver());
}

TEST_CASE("waits for an unresponsive keychain service no longer than the limit", "[none]")
{
    constexpr int kLimit_ms = 300;
    const auto store = makeSystemStore({}, kLimit_ms);
    QSignalSpy readable(store.get(), &SecretStore::mayBeReadable);
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("silent"));
    SilentService silent;
    REQUIRE(bus.registerVirtualObject(kPath, &silent, QDBusConnection::SubPath));
    REQUIRE(bus.registerService(kService));
    REQUIRE((readable.count() > 0 || readable.wait(kCallLimit_ms))); // notices the appearing service

    const BusPatience patience;
    const ShorterTimer shorter(kLimit_ms / 2);
    CHECK(codeOf(readNow(*store, "keychain:a/main")) == "secret_timeout");
    CHECK(shorter.hasFired());
    CHECK_FALSE(patience.isOver());
    CHECK(codeOf(writeNow(*store, "keychain:a/main", "sk-0123456789")) == "secret_timeout");
    CHECK(silent.calls > 0);
    QDBusConnection::disconnectFromBus(QStringLiteral("silent"));
}
