// Replacing the content of the ledger with another ledger's.

#include "ledger_database.h"

#include "gateway/usage/sqlite/database_file.h"

namespace gateway::usage {

namespace {

constexpr Milliseconds kBusy{5000};

Result<void> copyDatabase(const QString& from, const QString& into)
{
    SqliteConnection source;
    SqliteConnection target;
    auto opened = source.open(from.toStdString(), kBusy);
    if (opened)
        opened = target.open(into.toStdString(), kBusy);
    return opened ? source.copyInto(target) : opened;
}

} // namespace

Result<void> LedgerDatabase::replaceWith(const QString& from, const QString& keptAs)
{
    LedgerDatabase other(from); // a file that this version does not understand is rejected before anything is changed
    if (auto opened = other.open(); !opened)
        return opened;
    other.close();
    close();
    auto done = makeDatabaseFile(keptAs);
    if (done)
        done = copyDatabase(m_file, keptAs);
    if (done)
        done = copyDatabase(from, m_file);
    if (!done)
        done = problem("replace", done.error());
    if (auto opened = open(); !opened && done)
        return opened;
    return done;
}

} // namespace gateway::usage
