#include "eval_command.h"
#include "eval_runs.h"

#include "app/process/counted.h"
#include "gateway/evaluation/past_requests/past_requests.h"
#include "gateway/usage/ledger/ledger.h"

#include <QFileInfo>

#include <ostream>
#include <utility>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::evaluation::PastRequests;

namespace {

constexpr std::size_t kUsualLimit = 200;
constexpr auto kFilterHelp = "--from-requests takes model, provider, route, consumer, since, until and limit, such as model=gpt-4o,since=7d,limit=200";

Result<void> take(PastRequests& wanted, const QString& name, const QString& value, const QDateTime& now)
{
    const std::string text = value.toStdString();
    if (name == QLatin1String("model"))
        wanted.model = text;
    else if (name == QLatin1String("provider"))
        wanted.provider = text;
    else if (name == QLatin1String("route"))
        wanted.route = text;
    else if (name == QLatin1String("consumer"))
        wanted.consumer = text;
    else if (name == QLatin1String("since") || name == QLatin1String("until")) {
        const bool isEnd = name == QLatin1String("until");
        const auto time = usageTimeFrom(value, now, isEnd);
        if (!time)
            return failure(ErrorKind::InvalidRequest, gateway::asIs(name.toStdString() + " " + time.error().text()));
        (isEnd ? wanted.to : wanted.from) = *time;
    } else if (name == QLatin1String("limit")) {
        constexpr int kMost = 1'000'000;
        const auto count = evalCountFrom(value, kMost);
        if (!count)
            return failure(ErrorKind::InvalidRequest, gateway::asIs("limit " + count.error().text()));
        wanted.limit = static_cast<std::size_t>(*count);
    } else {
        return failure(ErrorKind::InvalidRequest, gateway::asIs(kFilterHelp));
    }
    return {};
}

Result<void> writeRows(const CommandLine& line, const PastRequests& wanted, std::ostream& err)
{
    const auto found = gateway::evaluation::writeDataset(gateway::usage::Ledger::fileIn(line.dataDir), wanted, line.eval.report);
    if (!found)
        return failure(found.error());
    if (found->withoutContent > 0)
        err << counted(found->withoutContent, "matching request") << " without stored content left out.\n";
    if (found->unreadable > 0)
        err << counted(found->unreadable, "matching request") << " left out: not a conversation that was answered with text.\n";
    if (found->rows == 0)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("no request that matches has stored content; \"capture\" of a consumer stores it"));
    err << counted(found->rows, "row") << " in " << line.eval.report.toStdString() << ".\n";
    return {};
}

} // namespace

Result<PastRequests> pastRequestsFrom(const std::string& filter, const QDateTime& now)
{
    PastRequests wanted;
    wanted.limit = kUsualLimit;
    wanted.to = gateway::WallTime(std::chrono::milliseconds(now.toMSecsSinceEpoch() + 1));
    for (const QString& part : QString::fromStdString(filter).split(QLatin1Char(','))) {
        const QString name = part.section(QLatin1Char('='), 0, 0).trimmed();
        const QString value = part.section(QLatin1Char('='), 1).trimmed();
        if (value.isEmpty())
            return failure(ErrorKind::InvalidRequest, gateway::asIs(kFilterHelp));
        if (const auto taken = take(wanted, name, value, now); !taken)
            return failure(taken.error());
    }
    if (wanted.from >= wanted.to)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("since must be before until"));
    return wanted;
}

EvalExit evalMakeDataset(const CommandLine& line, std::ostream& err)
{
    const auto wanted = pastRequestsFrom(line.eval.fromRequests, QDateTime::currentDateTime());
    Result<void> written;
    if (!wanted)
        written = failure(wanted.error());
    else if (QFileInfo::exists(line.eval.report) && !line.eval.isAgreed)
        written = failure(ErrorKind::InvalidRequest, gateway::asIs(line.eval.report.toStdString() + " exists; give another --out, or replace it with --yes"));
    else
        written = writeRows(line, *wanted, err);
    if (written)
        return EvalExit::Done;
    tellProblem(err, written.error());
    return written.error().kind == ErrorKind::InvalidRequest ? EvalExit::BadInput : EvalExit::Failed;
}

} // namespace app
