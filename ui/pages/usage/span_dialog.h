#pragma once

#include "ui/dialogs/form_dialog.h"

#include <QDate>

namespace ui::widgets {
class DateEdit;
}

namespace ui::pages {

/// Asks for the first and the last day of a span.
class SpanDialog : public dialogs::FormDialog {
    Q_OBJECT
public:
    SpanDialog(QDate first, QDate last, QDate today, QWidget* parent);

Q_SIGNALS:
    void chosen(QDate first, QDate last);

protected:
    void save() override;

private:
    const QDate m_today;
    widgets::DateEdit* m_first;
    widgets::DateEdit* m_last;
};

} // namespace ui::pages
