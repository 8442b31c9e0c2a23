#include "notice_memory.h"

#include "gateway/core/files/memory_file.h"

#include <QStringList>

namespace app {

using gateway::files::MemoryFile;

namespace {

QString budgetsKey() { return QStringLiteral("notices/budgets"); }
QString updateKey() { return QStringLiteral("notices/update"); }

} // namespace

NotifiedBudgets NoticeMemory::budgets() const
{
    NotifiedBudgets told;
    if (m_file.isEmpty())
        return told;
    const QStringList lines = MemoryFile(m_file).value(budgetsKey()).toStringList();
    for (const QString& line : lines) {
        const QDate last = QDate::fromString(line.section(QLatin1Char(' '), 0, 0), Qt::ISODate);
        if (last.isValid())
            told[line.section(QLatin1Char(' '), 2)] = {last, line.section(QLatin1Char(' '), 1, 1).toInt()};
    }
    return told;
}

void NoticeMemory::setBudgets(const NotifiedBudgets& told) const
{
    if (m_file.isEmpty())
        return;
    QStringList lines;
    for (const auto& [name, budget] : told)
        lines += QStringLiteral("%1 %2 %3").arg(budget.last.toString(Qt::ISODate)).arg(budget.level).arg(name);
    MemoryFile::remember(m_file, budgetsKey(), lines);
}

QString NoticeMemory::update() const { return m_file.isEmpty() ? QString() : MemoryFile(m_file).value(updateKey()).toString(); }

void NoticeMemory::setUpdate(const QString& told) const
{
    if (!m_file.isEmpty())
        MemoryFile::remember(m_file, updateKey(), told);
}

} // namespace app
