#pragma once

#include "ui/models/autostart.h"

#include <QByteArray>
#include <QStringList>
#include <QThreadPool>

namespace app {

/// A desktop entry in the user's autostart folder, which every session of Linux reads.
/// Source: Desktop Application Autostart Specification 0.5, Desktop Entry Specification 1.5, freedesktop.org.
class XdgAutostart final : public ui::models::Autostart {
    Q_OBJECT
public:
    /// `folder`: such as ~/.config/autostart; made where it is missing. Files are touched on a thread of its own.
    XdgAutostart(const QString& folder, const QString& program, const QStringList& arguments, QObject* parent = nullptr);
    ~XdgAutostart() override;

    State state() const override { return m_state; }
    void look() override;
    void set(bool on) override;

    /// What the file says.
    static QByteArray entry(const QString& program, const QStringList& arguments);
    /// What a file means; `program` is what it should start.
    static State read(const QByteArray& entry, const QString& program);
    /// The program of an Exec line; empty: none.
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
