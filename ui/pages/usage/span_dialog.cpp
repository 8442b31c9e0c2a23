#include "span_dialog.h"

#include "ui/dialogs/form_grid.h"
#include "ui/widgets/access/date_edit.h"

namespace ui::pages {

namespace {

constexpr int kMostYears = 10; // the ledger is not kept longer

} // namespace

SpanDialog::SpanDialog(QDate first, QDate last, QDate today, QWidget* parent)
    : FormDialog(tr("Custom range"), tr("Show"), parent), m_today(today), m_first(new widgets::DateEdit(first)), m_last(new widgets::DateEdit(last))
{
    form()->addRow(QStringLiteral("spanFirst"), tr("First day"), m_first);
    form()->addRow(QStringLiteral("spanLast"), tr("Last day"), m_last);
}

void SpanDialog::save()
{
    clearProblems();
    for (widgets::DateEdit* edit : {m_first, m_last}) {
        const bool isKept = edit->date() >= m_today.addYears(-kMostYears) && edit->date() <= m_today;
        if (!isKept) return showProblem(edit, tr("Choose a date within the last %n year(s)", nullptr, kMostYears), {});
    }
    if (m_first->date() > m_last->date()) return showProblem(m_last, tr("The last day must not be before the first day"), {});
    Q_EMIT chosen(m_first->date(), m_last->date());
    accept();
}

} // namespace ui::pages
