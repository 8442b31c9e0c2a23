#pragma once

#include "ui/look/theme.h"

#include <QObject>

#include <memory>

namespace ui::shell {

/// Whether the system wants light or dark, and tells when that changes. Main thread.
class ColorScheme : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// What is known by now; light until the system has said otherwise.
    virtual look::Scheme current() const = 0;

    /// The system's own. Asks without waiting: the answer comes as `changed`.
    static std::unique_ptr<ColorScheme> ofSystem();

Q_SIGNALS:
    void changed();
};

} // namespace ui::shell
