#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

/// Visible defects of a shown window: cut texts, parts that stick out, pages that scroll
/// sideways. One line each, with the name of the control.
QStringList cutTexts(const QWidget& window);

/// The same for texts that may be shortened, but not here: the words for a state, headings of tables, and columns, which
/// must all be visible or hidden on purpose.
QStringList cutHeads(const QWidget& window);

/// Cut hints in empty fields.
QStringList cutHints(const QWidget& window);

/// Accessibility defects: controls without a name or a role.
QStringList unheardControls(const QWidget& window);
