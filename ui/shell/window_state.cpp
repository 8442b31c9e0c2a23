#include "window_state.h"

#include "gateway/core/files/memory_file.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace ui::shell {

using gateway::files::MemoryFile;

namespace {

constexpr auto kGeometry = "window/rect";
constexpr auto kScreen = "window/screen"; ///< its size, in the units of the rectangle
constexpr auto kMaximised = "window/maximized";
constexpr auto kPage = "window/page";
constexpr int kTitleHeight = 40;
constexpr int kLeastSeen = 120; // px of the title bar needed to drag the window

QString key(const char* name) { return QString::fromLatin1(name); }

} // namespace

WindowState::WindowState(QString file) : m_file(std::move(file)) {}

std::optional<QRect> WindowState::visiblePart(const QRect& wanted, const std::vector<QRect>& screens)
{
    const QRect title(wanted.left(), wanted.top(), wanted.width(), kTitleHeight);
    for (const QRect& screen : screens) {
        const QRect seen = title.intersected(screen);
        if (seen.width() >= kLeastSeen && seen.height() >= kTitleHeight / 2)
            return wanted;
    }
    return std::nullopt;
}

QRect WindowState::fitted(const QRect& wanted, const QRect& screen)
{
    const QRect room = screen.adjusted(0, kTitleHeight, 0, 0);
    QRect rect(wanted.topLeft(), wanted.size().boundedTo(room.size()));
    rect.moveLeft(std::clamp(rect.left(), room.left(), room.left() + room.width() - rect.width()));
    rect.moveTop(std::clamp(rect.top(), room.top(), room.top() + room.height() - rect.height()));
    return rect;
}

void WindowState::restore(QWidget& window) const
{
    if (m_file.isEmpty())
        return;
    const MemoryFile settings(m_file);
    const QRect saved = settings.value(key(kGeometry)).toRect();
    if (!saved.isValid())
        return;
    std::vector<QRect> screens;
    for (const QScreen* screen : QGuiApplication::screens())
        screens.push_back(screen->availableGeometry());
    const auto rect = visiblePart(saved, screens);
    const QScreen* screen = rect ? QGuiApplication::screenAt({rect->center().x(), rect->top()}) : nullptr;
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    if (rect && screen && settings.value(key(kScreen)).toSize() != screen->size())
        window.setGeometry(fitted(*rect, screen->availableGeometry()));
    else if (rect)
        window.setGeometry(*rect);
    else
        window.resize(saved.size());
    if (settings.value(key(kMaximised)).toBool())
        window.setWindowState(window.windowState() | Qt::WindowMaximized);
}

void WindowState::save(const QWidget& window) const
{
    if (m_file.isEmpty())
        return;
    MemoryFile settings(m_file);
    settings.set(key(kGeometry), window.isMaximized() ? window.normalGeometry() : window.geometry());
    if (const QScreen* screen = window.screen())
        settings.set(key(kScreen), screen->size());
    settings.set(key(kMaximised), window.isMaximized());
    static_cast<void>(settings.save());
}

QString WindowState::page() const
{
    return m_file.isEmpty() ? QString() : MemoryFile(m_file).value(key(kPage)).toString();
}

void WindowState::setPage(const QString& id) const
{
    if (!m_file.isEmpty())
        MemoryFile::remember(m_file, key(kPage), id);
}

} // namespace ui::shell
