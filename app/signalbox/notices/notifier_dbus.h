#pragma once

#include "notifier.h"

#include <QDBusConnection>
#include <QHash>

namespace app {

/// Notifications by org.freedesktop.Notifications on the session bus. Connects to its signals only once something was
/// shown.
/// Source: Desktop Notifications Specification 1.2, freedesktop.org.
class DBusNotifier final : public Notifier {
    Q_OBJECT
public:
    explicit DBusNotifier(const QDBusConnection& bus, QObject* parent = nullptr);

    void show(const Notice& notice) override;
    void retract(const QString& matter) override;

private Q_SLOTS:
    void onAction(uint id, const QString& action);
    void onClosed(uint id, uint reason);

private:
    struct Shown {
        uint id = 0; ///< 0: no reply yet
        Notice notice;
        bool isRetracted = false; ///< before the reply arrived
    };
    void prepare(const Notice& first);
    void send(const Notice& notice);
    void close(uint id);

    QDBusConnection m_bus;
    QHash<QString, Shown> m_shown; ///< by key
    bool m_isPrepared = false;
    bool m_isAsking = false;
    bool m_readsMarkup = false;
    bool m_hasActions = false;
    std::vector<Notice> m_waiting; ///< until the capabilities of the service are known
};

} // namespace app
