#pragma once

#include <QRect>
#include <QSize>
#include <QString>

#include <optional>
#include <vector>

class QWidget;

namespace ui::shell {

/// Stores the window's position and page in its own small file.
class WindowState {
public:
    /// `file`: absolute path of an ini file; empty: nothing is stored.
    explicit WindowState(QString file);

    /// Restores the window's position, if its screen still exists; if the size or scale of the screen has changed, as
    /// close to it as possible.
    void restore(QWidget& window) const;
    void save(const QWidget& window) const;
    QString page() const;
    void setPage(const QString& id) const;

    /// `wanted` if enough of its title bar is on one of `screens`, otherwise empty.
    static std::optional<QRect> visiblePart(const QRect& wanted, const std::vector<QRect>& screens);
    /// `wanted`, moved into `screen` including its title bar, and shrunk if necessary.
    static QRect fitted(const QRect& wanted, const QRect& screen);

private:
    QString m_file;
};

} // namespace ui::shell
