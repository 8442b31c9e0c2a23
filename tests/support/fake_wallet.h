#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QMap>
#include <QStringList>
#include <QThread>

#include <atomic>

/// The part of KWallet on the bus that stores keys. It answers from its own thread because the library makes blocking calls.
/// Opening the locked wallet is answered only after it is unlocked. Source: KDE, kwallet, org.kde.KWallet.xml.
class FakeWallet final : public QDBusVirtualObject {
public:
    FakeWallet()
    {
        moveToThread(&m_thread);
        m_thread.start();
        run([this] {
            QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("wallet"));
            m_isThere = bus.registerVirtualObject(QStringLiteral("/modules/kwalletd5"), this, QDBusConnection::SubPath)
                        && bus.registerService(QStringLiteral("org.kde.kwalletd5"));
        });
    }
    ~FakeWallet() override
    {
        run([] { QDBusConnection::disconnectFromBus(QStringLiteral("wallet")); });
        m_thread.quit();
        m_thread.wait();
    }

    bool isThere() const { return m_isThere; }
    void put(const QString& key, const QString& value)
    {
        run([this, key, value] { m_entries[key] = value; });
    }
    QString entry(const QString& key)
    {
        QString value;
        run([&] { value = m_entries.value(key); });
        return value;
    }
    void lock()
    {
        run([this] {
            m_isLocked = true;
            tell("walletClosed");
        });
    }
    void unlock()
    {
        run([this] {
            m_isLocked = false;
            for (const QDBusMessage& waiting : std::exchange(m_waiting, {}))
                bus().send(waiting.createReply(1));
            tell("walletOpened");
        });
    }

    std::atomic<int> openings = 0; ///< each shows a dialog while it is locked
    std::atomic<int> writings = 0;

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection&) override
    {
        const QString call = message.member();
        const QVariantList with = message.arguments();
        if (call == QLatin1String("networkWallet"))
            return answer(message, QStringLiteral("kdewallet"));
        if (call == QLatin1String("isOpen"))
            return answer(message, !m_isLocked);
        if (call == QLatin1String("open")) {
            ++openings;
            if (!m_isLocked)
                return answer(message, 1);
            message.setDelayedReply(true);
            m_waiting.push_back(message);
            return true;
        }
        if (call == QLatin1String("entryType"))
            return answer(message, m_entries.contains(with.value(2).toString()) ? 1 : 0);
        if (call == QLatin1String("readPassword"))
            return answer(message, m_entries.value(with.value(2).toString()));
        if (call == QLatin1String("writePassword")) {
            ++writings;
            m_entries[with.value(2).toString()] = with.value(3).toString();
            return answer(message, 0);
        }
        return false;
    }

private:
    static QDBusConnection bus() { return QDBusConnection(QStringLiteral("wallet")); }
    template <class Work> void run(Work work) { QMetaObject::invokeMethod(this, std::move(work), Qt::BlockingQueuedConnection); }
    bool answer(const QDBusMessage& message, const QVariant& with) { return bus().send(message.createReply(with)); }
    void tell(const char* signal)
    {
        QDBusMessage told = QDBusMessage::createSignal(QStringLiteral("/modules/kwalletd5"), QStringLiteral("org.kde.KWallet"), QString::fromLatin1(signal));
        told << QStringLiteral("kdewallet");
        bus().send(told);
    }

    QThread m_thread;
    bool m_isThere = false;
    bool m_isLocked = false;
    QMap<QString, QString> m_entries;
    QList<QDBusMessage> m_waiting;
};
