#pragma once

#include <QString>

class QMenu;

namespace ui::models {
class GatewayModel;
}

namespace app {

/// `text`, or as much of it as `longest` letters hold with an ellipsis.
QString shortened(const QString& text, qsizetype longest);

/// As `menu`, of the icon, shows `text` to the letter: "&" would underline what follows and, where a host
/// draws the menu, "_", too. Source: com.canonical.dbusmenu, property "label".
QString menuText(const QMenu& menu, QString text);

/// "Running · 127.0.0.1:8080 · 3 active": one line, at most 60 characters of a problem.
QString statusLine(const ui::models::GatewayModel& model);

/// The name, the same facts (the address also with a problem), today's sums, a fallback in use and `news` of a version, a line each; at
/// most 127 characters, which is where some desktops cut.
QString toolTip(const ui::models::GatewayModel& model, const QString& news = {});

} // namespace app
