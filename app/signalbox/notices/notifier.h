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

    /// Takes the place of an earlier one of the same matter. Where it cannot be
    /// shown: `notShown()`.
    virtual void show(const Notice& notice) = 0;
    /// Takes away what was shown of `matter`, if it is still there.
    virtual void retract(const QString& matter) = 0;

Q_SIGNALS:
    /// The notice itself ("default") or one of its buttons was chosen.
    void chosen(const app::Notice& notice, const QString& action);
    /// There is no service for it.
    void notShown(const app::Notice& notice);
};

/// The one of this platform.
std::unique_ptr<Notifier> makeNotifier();

} // namespace app
