#include "usage_file_command.h"

#include "gateway/usage/ledger.h"
#include "gateway/usage/usage_export.h"

#include <QFile>
#include <QSaveFile>

#include <ostream>
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
    err << "signalboxd: " << error.message << '\n';
    return 1;
}

Result<void> written(bool isWell, const std::string& where)
{
    return isWell ? Result<void>() : failure(ErrorKind::Io, "cannot write to " + where);
}

/// Answers how many.
Result<std::int64_t> exportTo(QSaveFile& file, const QString& ledger, const ExportQuery& query)
{
    const auto cannot = [&file] {
        return failure(ErrorKind::Io, "cannot write " + file.fileName().toStdString() + ": " + file.errorString().toStdString());
    };
    if (!file.open(QIODevice::WriteOnly))
        return cannot();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // who asked what is nobody else's business
    auto count = gateway::usage::exportUsage(ledger, query, [&](std::string_view text) -> Result<void> {
        const auto size = static_cast<qint64>(text.size());
        return file.write(text.data(), size) == size ? Result<void>() : cannot();
    });
    if (count && !file.commit())
        return cannot();
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
        return count ? 0 : failed(count.error(), err);
    }
    QSaveFile file(request.output);
    const auto count = exportTo(file, ledger, query);
    if (!count)
        return failed(count.error(), err);
    err << *count << " requests are in " << request.output.toStdString() << '\n';
    return 0;
}

int vacuumLedger(const QString& dataDir, std::ostream& out, std::ostream& err)
{
    const auto gained = gateway::usage::vacuumUsage(Ledger::fileIn(dataDir));
    if (!gained)
        return failed(gained.error(), err);
    out << "The usage database is " << static_cast<double>(*gained) / kBytesPerMb << " MB smaller.\n" << std::flush;
    return 0;
}

} // namespace app
