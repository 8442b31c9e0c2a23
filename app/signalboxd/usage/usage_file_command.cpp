#include "usage_file_command.h"

#include "app/process/full_sentence.h"
#include "app/process/time_text.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/result.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/ledger_export.h"

#include <QFileInfo>

#include <ostream>
#include <string>
#include <string_view>

namespace app {

using gateway::Error;
using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::usage::ExportFormat;
using gateway::usage::ExportQuery;
using gateway::usage::ExportSink;
using gateway::usage::Ledger;

namespace {

constexpr double kBytesPerMb = 1'000'000;

int failed(const Error& error, std::ostream& err)
{
    err << "signalboxd: " << sentence(error.text()) << '\n';
    return 1;
}

Result<void> written(bool isWell, const std::string& where)
{
    return isWell ? Result<void>() : failure(ErrorKind::Io, gateway::asIs("cannot write to " + where));
}

/// Says what there is not in an export.
void tellGone(const QString& ledger, const ExportQuery& query, std::ostream& err)
{
    const auto gone = gateway::usage::findGone(ledger, query.from, query.to);
    if (!gone || gone->count <= 0)
        return;
    err << (gone->count == 1 ? "1 request from " : std::to_string(gone->count) + " requests from ") << localText(gone->covered.from) << " to " << localText(gone->covered.to)
        << (gone->count == 1 ? " has" : " have") << " no details, only totals, which `signalboxd usage` prints.\n";
}

/// Answers how many. A file is there as a whole or not at all; a device or a pipe is written to as it is.
Result<std::int64_t> exportTo(const QString& path, const QString& ledger, const ExportQuery& query)
{
    gateway::files::WriteOptions options;
    options.copyFolder = gateway::files::copyFolderIn(QFileInfo(ledger).path());
    options.isPrivate = true; // who asked what is nobody else's business
    options.mayBeDevice = true;
    gateway::files::FileWriter file(path, options);
    if (const auto opened = file.open(); !opened)
        return failure(opened.error());
    auto count = gateway::usage::exportUsage(ledger, query, [&file](std::string_view text) { return file.write(text); });
    if (count)
        if (const auto replaced = file.commit(); !replaced)
            return failure(replaced.error());
    return count;
}

} // namespace

int printExchanges(const UsageRequest& request, const QString& dataDir, gateway::WallTime now, std::ostream& out, std::ostream& err)
{
    const auto span = usageQuery(request, now);
    if (!span)
        return failed(span.error(), err);
    const bool isLines = request.format == UsageFormat::AsJsonLines;
    const ExportQuery query{span->from, span->to, isLines ? ExportFormat::JsonLines : ExportFormat::Csv};
    const QString ledger = Ledger::fileIn(dataDir);
    if (request.output.isEmpty()) {
        const auto count = gateway::usage::exportUsage(ledger, query, [&out](std::string_view text) {
            out << text << std::flush;
            return written(static_cast<bool>(out), "standard output");
        });
        if (!count)
            return failed(count.error(), err);
        tellGone(ledger, query, err);
        return 0;
    }
    const auto count = exportTo(request.output, ledger, query);
    if (!count)
        return failed(count.error(), err);
    err << *count << (*count == 1 ? " request is in " : " requests are in ") << request.output.toStdString() << '\n';
    tellGone(ledger, query, err);
    return 0;
}

int vacuumLedger(const QString& dataDir, std::ostream& out, std::ostream& err)
{
    const auto gained = gateway::usage::vacuumUsage(Ledger::fileIn(dataDir));
    if (!gained)
        return failed(gained.error(), err);
    if (*gained > 0)
        out << "The ledger is " << static_cast<double>(*gained) / kBytesPerMb << " MB smaller.\n" << std::flush;
    else
        out << "The ledger was already as small as possible.\n" << std::flush;
    return 0;
}

} // namespace app
