#pragma once

#include <QString>

class QMenu;

namespace ui::models {
class GatewayModel;
}

namespace app {

/// `text`, or a part of it with an ellipsis, of at most `longest` characters.
QString shortened(const QString& text, qsizetype longest);

/// Escapes `text` for `menu`, the menu of the icon, so that it is shown literally: "&" would underline the next
/// character, as would "_" if a host draws the menu. Source: com.canonical.dbusmenu, property "label".
QString menuText(const QMenu& menu, QString text);

/// "Running · 127.0.0.1:8080 · 3 active": one line, at most 60 characters of a problem.
QString statusLine(const ui::models::GatewayModel& model);

/// The name, the same facts (with the address even if there is a problem), today's sums, a fallback in use and the
/// version `news`, one line each; at most 127 characters, the limit of some desktops.
QString toolTip(const ui::models::GatewayModel& model, const QString& news = {});

} // namespace app
