#pragma once

#include <QObject>
#include <QString>

namespace ui::models {

/// Whether the system starts the program when its user logs in. The system is
/// asked; nothing of it is kept in the settings. Main thread; nothing blocks.
class Autostart : public QObject {
    Q_OBJECT
public:
    enum class State {
        Unknown,   ///< not read yet
        Off,
        On,
        Elsewhere, ///< on, for a program at another place
        Missing,   ///< not on this platform
    };
    using QObject::QObject;

    /// As last read.
    virtual State state() const = 0;
    /// Reads it again; `changed()` when it is another.
    virtual void look() = 0;
    virtual void set(bool on) = 0;

Q_SIGNALS:
    void changed();
    /// It could not be set; `reason` is the system's.
    void failed(const QString& reason);
};

} // namespace ui::models
