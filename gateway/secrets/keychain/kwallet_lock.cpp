#include "kwallet_lock.h"

#include "kwallet_names.h"

#include "gateway/core/log.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

#include <utility>

namespace gateway::secrets {

namespace {

class KWalletLock final : public KeychainLock {
    Q_OBJECT
public:
    KWalletLock() : m_bus(QDBusConnection::sessionBus()), m_names(kwalletNames())
    {
        const QString interface = QString::fromLatin1(kKWalletInterface);
        for (const char* const signal : {"walletOpened", "walletClosed", "allWalletsClosed"})
            m_bus.connect(QString(), m_names.path, interface, QString::fromLatin1(signal), this, SLOT(look()));
        for (const char* const signal : {"entryUpdated", "entryDeleted", "entryRenamed", "folderUpdated"})
            m_bus.connect(QString(), m_names.path, interface, QString::fromLatin1(signal), this, SIGNAL(entriesChanged()));
        auto* watcher = new QDBusServiceWatcher(m_names.service, m_bus, QDBusServiceWatcher::WatchForRegistration, this);
        connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &KeychainLock::opened);
    }

    void query(int limit_ms, Answer answer) override
    {
        ask("networkWallet", {}, limit_ms, [this, limit_ms, answer = std::move(answer)](const QDBusPendingCall& reply) {
            const QDBusPendingReply<QString> wallet = reply;
            if (wallet.isError())
                return answer(std::nullopt);
            ask("isOpen", {wallet.value()}, limit_ms, [this, answer](const QDBusPendingCall& asked) {
                const QDBusPendingReply<bool> isOpen = asked;
                const auto isLocked = isOpen.isError() ? std::nullopt : std::optional(!isOpen.value());
                m_isLocked = isLocked;
                qCDebug(logSecrets) << "the wallet is" << (!isLocked ? "in an unknown state" : *isLocked ? "locked" : "open");
                answer(isLocked);
            });
        });
    }

private Q_SLOTS:
    void look()
    {
        query(kLimit_ms, [this, before = m_isLocked](std::optional<bool> isLocked) {
            if (isLocked == false && before != false)
                Q_EMIT opened();
            else if (isLocked == true && before != true)
                Q_EMIT closed();
        });
    }

private:
    static constexpr int kLimit_ms = 2000;
    using Reply = std::function<void(const QDBusPendingCall&)>;

    void ask(const char* method, const QVariantList& arguments, int limit_ms, Reply reply)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(m_names.service, m_names.path, QString::fromLatin1(kKWalletInterface), QString::fromLatin1(method));
        call.setArguments(arguments);
        call.setAutoStartService(false);
        auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, limit_ms), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [reply = std::move(reply)](QDBusPendingCallWatcher* done) {
            done->deleteLater();
            reply(*done);
        });
    }

    QDBusConnection m_bus;
    const KWalletNames m_names;
    std::optional<bool> m_isLocked; // last known state
};

} // namespace

std::unique_ptr<KeychainLock> makeKWalletLock() { return std::make_unique<KWalletLock>(); }

} // namespace gateway::secrets

#include "kwallet_lock.moc"
