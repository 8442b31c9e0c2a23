#include "keychain_lock.h"
#include "kwallet_lock.h"

#include "gateway/core/log.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>

namespace gateway::secrets {

namespace {

// Source: freedesktop.org, "Secret Service API Draft", Service.ReadAlias,
// Service.CollectionChanged, Collection.Locked and Collection.ItemCreated and its like.
constexpr auto kService = "org.freedesktop.secrets";
constexpr auto kPath = "/org/freedesktop/secrets";
constexpr auto kServiceInterface = "org.freedesktop.Secret.Service";
constexpr auto kCollectionInterface = "org.freedesktop.Secret.Collection";
constexpr auto kPropertiesInterface = "org.freedesktop.DBus.Properties";
constexpr auto kNoCollection = "/"; // result of ReadAlias for an alias that is not set

QString text(const char* literal) { return QString::fromLatin1(literal); }

class DBusKeychainLock final : public KeychainLock {
    Q_OBJECT
public:
    DBusKeychainLock() : m_bus(QDBusConnection::sessionBus())
    {
        if (!m_bus.isConnected())
            return;
        // A single object and signal: property changes of the whole bus would cause needless wake-ups.
        m_bus.connect(QString(), text(kPath), text(kServiceInterface), QStringLiteral("CollectionChanged"), this,
                      SLOT(collectionChanged()));
        for (const char* const signal : {"ItemCreated", "ItemChanged", "ItemDeleted"})
            m_bus.connect(QString(), QString(), text(kCollectionInterface), text(signal), this, SIGNAL(entriesChanged()));
        auto* watcher = new QDBusServiceWatcher(text(kService), m_bus, QDBusServiceWatcher::WatchForRegistration, this);
        connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &KeychainLock::opened);
    }

    void query(int limit_ms, Answer answer) override
    {
        if (!m_bus.isConnected()) {
            QMetaObject::invokeMethod(this, [answer] { answer(std::nullopt); }, Qt::QueuedConnection);
            return;
        }
        QDBusMessage call = QDBusMessage::createMethodCall(text(kService), text(kPath), text(kServiceInterface),
                                                           QStringLiteral("ReadAlias"));
        call << QStringLiteral("default");
        ask(call, limit_ms, [this, limit_ms, answer](const QDBusPendingCall& reply) {
            const QDBusPendingReply<QDBusObjectPath> collection = reply;
            if (collection.isError() || collection.value().path() == text(kNoCollection))
                answer(std::nullopt);
            else
                queryCollection(collection.value().path(), limit_ms, answer);
        });
    }

private Q_SLOTS:
    void collectionChanged()
    {
        query(kLimit_ms, [this, before = m_isLocked](std::optional<bool> isLocked) {
            if (isLocked == false && before == true)
                Q_EMIT opened();
            else if (isLocked == true && before != true)
                Q_EMIT closed();
        });
    }

private:
    static constexpr int kLimit_ms = 2000;
    using Reply = std::function<void(const QDBusPendingCall&)>;

    void queryCollection(const QString& path, int limit_ms, const Answer& answer)
    {
        QDBusMessage call =
            QDBusMessage::createMethodCall(text(kService), path, text(kPropertiesInterface), QStringLiteral("Get"));
        call << text(kCollectionInterface) << QStringLiteral("Locked");
        ask(call, limit_ms, [this, answer](const QDBusPendingCall& reply) {
            const QDBusPendingReply<QDBusVariant> locked = reply;
            m_isLocked = locked.isError() ? std::nullopt : std::optional(locked.value().variant().toBool());
            qCDebug(logSecrets) << "the default keyring is"
                                << (!m_isLocked ? "in an unknown state" : *m_isLocked ? "locked" : "open");
            answer(m_isLocked);
        });
    }

    void ask(QDBusMessage& call, int limit_ms, Reply reply)
    {
        call.setAutoStartService(false);
        auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, limit_ms), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [reply = std::move(reply)](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                reply(*done);
            });
    }

    QDBusConnection m_bus;
    std::optional<bool> m_isLocked; // last known state
};

} // namespace

std::unique_ptr<KeychainLock> makeKeychainLock(std::optional<KeychainService> service)
{
    if (service == KeychainService::KWallet)
        return makeKWalletLock();
    return std::make_unique<DBusKeychainLock>();
}

} // namespace gateway::secrets

#include "keychain_lock_dbus.moc"
