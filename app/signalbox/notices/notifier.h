#pragma once

#include "notice.h"

#include <QObject>

#include <memory>

namespace app {

/// The desktop's own notifications. Main thread; nothing blocks.
class Notifier : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Replaces an earlier notice with the same key. Emits `notShown()` if it cannot be shown.
    virtual void show(const Notice& notice) = 0;
    /// Removes the notice with the key `matter`, if it is still shown.
    virtual void retract(const QString& matter) = 0;

Q_SIGNALS:
    /// Emitted when the notice itself ("default") or one of its buttons was clicked.
    void chosen(const app::Notice& notice, const QString& action);
    /// Emitted when there is no notification service.
    void notShown(const app::Notice& notice);
};

/// The notifier of this platform.
std::unique_ptr<Notifier> makeNotifier();

} // namespace app
