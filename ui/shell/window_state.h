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

    /// Puts the window where it was, if that is on a screen that still exists.
    void restore(QWidget& window) const;
    void save(const QWidget& window) const;
    QString page() const;
    void setPage(const QString& id) const;

    /// `wanted` as far as it can be seen: unchanged where at least a good piece of
    /// its title is on one of `screens`, else empty.
    static std::optional<QRect> visiblePart(const QRect& wanted, const std::vector<QRect>& screens);

private:
    QString m_file;
};

} // namespace ui::shell
