#pragma once

#include <QRect>
#include <QSize>
#include <QString>

#include <optional>
#include <vector>

class QWidget;

namespace ui::shell {

/// Remembers where the window was and which page it showed, in a small file of its own.
class WindowState {
public:
    /// `file`: absolute path of an ini file; empty: nothing is remembered.
    explicit WindowState(QString file);

    /// Puts the window where it was, if that is on a screen that still exists; where the screen's size or scale is
    /// another one by now, as near as it is seen whole.
    void restore(QWidget& window) const;
    void save(const QWidget& window) const;
    QString page() const;
    void setPage(const QString& id) const;

    /// `wanted` as far as it can be seen: unchanged where at least a good piece of
    /// its title is on one of `screens`, else empty.
    static std::optional<QRect> visiblePart(const QRect& wanted, const std::vector<QRect>& screens);
    /// `wanted`, moved so that it is inside of `screen` with its title, and made smaller where it has no room there.
    static QRect fitted(const QRect& wanted, const QRect& screen);

private:
    QString m_file;
};

} // namespace ui::shell
