#include "kwallet_names.h"
#include "service_probe.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QElapsedTimer>

#include <optional>
#include <utility>

namespace gateway::secrets {

namespace {

// Source: D-Bus Specification 0.38, "Message Bus Messages".
constexpr auto kBus = "org.freedesktop.DBus";
constexpr auto kBusPath = "/org/freedesktop/DBus";
constexpr auto kSecretService = "org.freedesktop.secrets";

constexpr auto kDesktopVariable = "XDG_CURRENT_DESKTOP";
constexpr auto kVersionVariable = "KDE_SESSION_VERSION";
/// The library waits half a second for KWallet, and uses the other service without a response.
constexpr int kPrompt_ms = 400;

QString text(const char* literal) { return QString::fromLatin1(literal); }

bool isPlasmaVersion()
{
    const QByteArray version = qgetenv(kVersionVariable);
#ifdef KEYCHAIN_KNOWS_KWALLET6
    if (version == "6")
        return true;
#endif
    return version == "5";
}

/// Whether the library tries KWallet first.
/// Source: QtKeychain 0.13.2 and 0.15, keychain_unix.cpp, detectDesktopEnvironment().
bool isPlasma()
{
    const QByteArray desktop = qgetenv(kDesktopVariable);
    if (desktop == "KDE")
        return isPlasmaVersion();
    if (desktop == "GNOME" || desktop == "Unity" || desktop == "XFCE")
        return false;
    const QByteArray session = qgetenv("DESKTOP_SESSION");
    if (session == "kde")
        return isPlasmaVersion();
    if (session == "gnome" || session == "kde4" || session.contains("xfce") || session == "xubuntu" || !qgetenv("GNOME_DESKTOP_SESSION_ID").isEmpty())
        return false;
    return !qgetenv("KDE_FULL_SESSION").isEmpty() && isPlasmaVersion();
}

class DBusServiceProbe final : public ServiceProbe {
    Q_OBJECT
public:
    DBusServiceProbe() : m_bus(QDBusConnection::sessionBus())
    {
        if (!m_bus.isConnected())
            return;
        auto* watcher = new QDBusServiceWatcher(this);
        watcher->setConnection(m_bus);
        watcher->setWatchMode(QDBusServiceWatcher::WatchForRegistration);
        watcher->setWatchedServices({text(kSecretService), kwalletNames().service});
        connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &ServiceProbe::came);
    }

    std::vector<KeychainService> order() const override
    {
        using enum KeychainService;
        if (!m_bus.isConnected())
            return {};
        return isPlasma() ? std::vector{KWallet, SecretService} : std::vector{SecretService, KWallet};
    }

    void start(KeychainService service, int limit_ms, Answer answer) override
    {
        if (service == KeychainService::KWallet)
            return startWallet(limit_ms, QElapsedTimer(), std::move(answer));
        hasOwner(text(kSecretService), limit_ms, [this, limit_ms, answer = std::move(answer)](bool runs) {
            if (runs)
                return answer(true);
            QDBusMessage call = toBus("StartServiceByName");
            call << text(kSecretService) << 0U;
            ask(call, limit_ms, [answer](const QDBusPendingCall& reply) { answer(!reply.isError()); });
        });
    }

    void look(KeychainService service, int limit_ms, Answer answer) override
    {
        const QString name = service == KeychainService::KWallet ? kwalletNames().service : text(kSecretService);
        hasOwner(name, limit_ms, [this, name, limit_ms, answer = std::move(answer)](bool runs) {
            if (runs)
                return answer(true);
            ask(toBus("ListActivatableNames"), limit_ms, [name, answer](const QDBusPendingCall& reply) {
                const QDBusPendingReply<QStringList> names = reply;
                answer(!names.isError() && names.value().contains(name));
            });
        });
    }

    void steer(KeychainService service) override
    {
        // Other threads read the environment: it is not changed if the library chooses the right service by itself.
        if (m_before || service == order().front())
            return;
        m_before = {qgetenv(kDesktopVariable), qgetenv(kVersionVariable)};
        const bool isWallet = service == KeychainService::KWallet;
        qputenv(kDesktopVariable, isWallet ? "KDE" : "GNOME");
        if (isWallet)
            qputenv(kVersionVariable, kwalletNames().sessionVersion);
    }

    void release() override
    {
        if (const auto before = std::exchange(m_before, std::nullopt)) {
            putBack(kDesktopVariable, before->first);
            putBack(kVersionVariable, before->second);
        }
    }

private:
    using Reply = std::function<void(const QDBusPendingCall&)>;

    static void putBack(const char* variable, const QByteArray& value)
    {
        if (value.isEmpty())
            qunsetenv(variable);
        else
            qputenv(variable, value);
    }

    static QDBusMessage toBus(const char* method) { return QDBusMessage::createMethodCall(text(kBus), text(kBusPath), text(kBus), text(method)); }

    void hasOwner(const QString& service, int limit_ms, Answer answer)
    {
        QDBusMessage call = toBus("NameHasOwner");
        call << service;
        ask(call, limit_ms, [answer = std::move(answer)](const QDBusPendingCall& reply) {
            const QDBusPendingReply<bool> has = reply;
            answer(!has.isError() && has.value());
        });
    }

    /// Repeats the call until the service responds as quickly as the library requires.
    void startWallet(int limit_ms, QElapsedTimer since, Answer answer)
    {
        if (!since.isValid())
            since.start();
        QElapsedTimer asked;
        asked.start();
        const KWalletNames names = kwalletNames();
        QDBusMessage call = QDBusMessage::createMethodCall(names.service, names.path, text(kKWalletInterface), QStringLiteral("networkWallet"));
        const int left_ms = std::max(limit_ms - static_cast<int>(since.elapsed()), 1);
        ask(call, left_ms, [this, limit_ms, since, asked, answer = std::move(answer)](const QDBusPendingCall& reply) {
            if (reply.isError())
                answer(false);
            else if (asked.elapsed() <= kPrompt_ms)
                answer(true);
            else if (since.elapsed() < limit_ms)
                startWallet(limit_ms, since, answer);
            else
                answer(false);
        });
    }

    void ask(const QDBusMessage& call, int limit_ms, Reply reply)
    {
        auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, limit_ms), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [reply = std::move(reply)](QDBusPendingCallWatcher* done) {
            done->deleteLater();
            reply(*done);
        });
    }

    QDBusConnection m_bus;
    std::optional<std::pair<QByteArray, QByteArray>> m_before; // previous environment
};

} // namespace

std::unique_ptr<ServiceProbe> makeServiceProbe() { return std::make_unique<DBusServiceProbe>(); }

} // namespace gateway::secrets

#include "service_probe_dbus.moc"
