#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

/// What a person would miss in a window that is shown: texts that are cut, parts that stick out, pages that scroll
/// sideways. One line each, with the name of the control.
QStringList cutTexts(const QWidget& window);

/// The same of what may be shortened, but not here: the words for a state, the headings of tables, and columns, which
/// must all be there or left out on purpose.
QStringList cutHeads(const QWidget& window);

/// Hints in empty fields that are cut.
QStringList cutHints(const QWidget& window);

/// What somebody would miss who hears the window: controls without a name or a role.
QStringList unheardControls(const QWidget& window);
