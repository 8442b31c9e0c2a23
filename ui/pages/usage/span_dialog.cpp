#include "span_dialog.h"

#include "ui/dialogs/form_grid.h"

#include <QCalendarWidget>
#include <QDateEdit>

namespace ui::pages {

namespace {

constexpr int kMostYears = 10; // nobody keeps requests for longer

} // namespace

SpanDialog::SpanDialog(QDate first, QDate last, QDate today, QWidget* parent)
    : FormDialog(tr("Own span"), tr("Show"), parent), m_first(new QDateEdit(first)), m_last(new QDateEdit(last))
{
    for (QDateEdit* edit : {m_first, m_last}) {
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
        edit->setDateRange(today.addYears(-kMostYears), today);
    }
    form()->addRow(QStringLiteral("spanFirst"), tr("First day"), m_first);
    form()->addRow(QStringLiteral("spanLast"), tr("Last day"), m_last);
}

void SpanDialog::save()
{
    if (m_first->date() > m_last->date()) return showProblem(m_last, tr("The last day is before the first one"), {});
    Q_EMIT chosen(m_first->date(), m_last->date());
    accept();
}

} // namespace ui::pages
