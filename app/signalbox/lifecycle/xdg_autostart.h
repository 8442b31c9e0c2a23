#pragma once

#include "ui/models/autostart.h"

#include <QByteArray>
#include <QStringList>
#include <QThreadPool>

namespace app {

/// A desktop entry in the user's autostart folder, which every Linux desktop session reads.
/// Source: Desktop Application Autostart Specification 0.5, Desktop Entry Specification 1.5, freedesktop.org.
class XdgAutostart final : public ui::models::Autostart {
    Q_OBJECT
public:
    /// `folder`: such as ~/.config/autostart; created if missing. Files are accessed on a separate thread.
    XdgAutostart(const QString& folder, const QString& program, const QStringList& arguments, QObject* parent = nullptr);
    ~XdgAutostart() override;

    State state() const override { return m_state; }
    void look() override;
    void set(bool on) override;

    /// The content of the file.
    static QByteArray entry(const QString& program, const QStringList& arguments);
    /// Interprets a file; `program` is the one it should start.
    static State read(const QByteArray& entry, const QString& program);
    /// The program in an Exec line; empty: none.
    static QString programOf(const QString& exec);

private:
    void take(State state, const QString& problem);

    const QString m_file;
    const QString m_program;
    const QStringList m_arguments;
    State m_state = State::Unknown;
    QThreadPool m_pool;
};

} // namespace app
