#pragma once

#include <QObject>
#include <QString>

namespace ui::models {

/// Whether the system starts the program when the user logs in. The system is queried; the settings do not store it.
/// Main thread; nothing blocks.
class Autostart : public QObject {
    Q_OBJECT
public:
    enum class State {
        Unknown,   ///< not read yet
        Off,
        On,
        Elsewhere, ///< enabled, for a program at another path
        Missing,   ///< not supported on this platform
    };
    using QObject::QObject;

    /// As last read.
    virtual State state() const = 0;
    /// Reads it again; emits `changed()` if it is different.
    virtual void look() = 0;
    virtual void set(bool on) = 0;

Q_SIGNALS:
    void changed();
    /// Emitted when it could not be changed; `reason` is the system's.
    void failed(const QString& reason);
};

} // namespace ui::models
