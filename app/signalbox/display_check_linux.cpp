#include "display_check.h"

#include <xcb/xcb.h>

namespace app {

namespace {

QString remedy()
{
    return QStringLiteral("; without one, use signalboxd: it is the same gateway and needs no display");
}

bool answersX11()
{
    xcb_connection_t* connection = xcb_connect(nullptr, nullptr);
    const bool answers = xcb_connection_has_error(connection) == 0;
    xcb_disconnect(connection);
    return answers;
}

} // namespace

std::optional<QString> displayProblem()
{
    const QString platform = qEnvironmentVariable("QT_QPA_PLATFORM");
    if (!platform.isEmpty() && !platform.startsWith(QLatin1String("xcb")))
        return std::nullopt; // chosen by the user: the platform reports its own requirements
    const QString display = qEnvironmentVariable("DISPLAY");
    const bool hasWayland = !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") && platform.isEmpty();
    if (hasWayland)
        return std::nullopt;
    if (display.isEmpty())
        return QStringLiteral("there is no display (DISPLAY and WAYLAND_DISPLAY are not set)") + remedy();
    if (!answersX11())
        return QStringLiteral("the display '%1' does not answer").arg(display) + remedy();
    return std::nullopt;
}

} // namespace app
