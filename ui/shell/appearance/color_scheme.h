#pragma once

#include "ui/look/theme.h"

#include <QObject>

#include <memory>

namespace ui::shell {

/// Whether the system prefers light or dark, with change notification. Main thread.
class ColorScheme : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// The known preference; light until the system reports another.
    virtual look::Scheme current() const = 0;

    /// The system's preference. Queried asynchronously: the result is reported by `changed`.
    static std::unique_ptr<ColorScheme> ofSystem();

Q_SIGNALS:
    void changed();
};

} // namespace ui::shell
