#pragma once

#include "ui/widgets/dialog.h"

namespace ui::widgets {
class DataTable;
class Label;
}

namespace ui::pages {

/// A table to look at, with a title and a line above it. Escape closes it. Open it with `open()`.
class TableDialog : public widgets::Dialog {
    Q_OBJECT
public:
    explicit TableDialog(const QString& title, QWidget* parent = nullptr);

    widgets::DataTable* table() const { return m_table; }

protected:
    void setLine(const QString& line, bool isProblem = false);

private:
    widgets::Label* m_line;
    widgets::DataTable* m_table;
};

} // namespace ui::pages
