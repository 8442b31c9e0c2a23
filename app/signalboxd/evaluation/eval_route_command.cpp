#include "eval_command.h"
#include "eval_runs.h"

#include "app/process/text_table.h"
#include "gateway/core/text/line_diff.h"
#include "gateway/evaluation/preparation/recommended_route.h"

#include <ostream>
#include <utility>
#include <vector>

namespace app {

using gateway::config::Document;

EvalRouteCommand::EvalRouteCommand(const CommandLine& line, Ask ask, std::ostream& out, std::ostream& err, QObject* parent)
    : QObject(parent)
    , m_line(line)
    , m_ask(std::move(ask))
    , m_out(out)
    , m_err(err)
    , m_change({line.configFile, line.configGiven, line.dataDir}, err)
{
}

void EvalRouteCommand::start(const std::optional<gateway::config::ExchangeRate>& rate, Done done)
{
    m_done = std::move(done);
    auto run = openRun(m_line.dataDir, m_line.eval.runs.front());
    if (!run)
        return fail(EvalExit::BadInput, run.error());
    auto results = gateway::evaluation::resultsOf(*run, rate);
    if (!results)
        return fail(EvalExit::Failed, results.error());
    m_change.read([this, results = std::move(*results)](const gateway::Result<Document>& document) {
        if (!document)
            return fail(EvalExit::BadInput, document.error());
        propose(*document, results);
    });
}

void EvalRouteCommand::propose(const Document& document, const gateway::evaluation::RunResults& results)
{
    const auto settings = gateway::evaluation::withRouteOf(results, document.settings(), m_line.eval.name, m_line.eval.model);
    if (!settings) {
        gateway::Error error = settings.error();
        if (!error.param.empty())
            error.message = gateway::asIs(error.text() + " (--" + error.param + ')');
        return fail(EvalExit::BadInput, error);
    }
    std::vector<gateway::config::Issue> issues;
    const auto next = document.with(*settings, issues);
    if (!next)
        return fail(EvalExit::BadInput, next.error());
    const std::string before = document.toText();
    m_out << shownText(gateway::unifiedDiff(before, next->toText())) << std::flush;
    if (before != m_change.text())
        m_err << "The file is also indented anew, which is not shown here.\n" << std::flush;
    if (!m_line.eval.isAgreed && (!m_ask || !m_ask("Write this change to " + m_line.configFile.toStdString() + "?"))) {
        m_err << "Nothing was changed" << (m_ask ? ".\n" : "; confirm with --yes.\n") << std::flush;
        return m_done(EvalExit::Below);
    }
    m_change.write(*next, [this](const gateway::Result<void>& written) {
        if (!written)
            return fail(EvalExit::Failed, written.error());
        m_err << "The route is in the configuration.\n" << std::flush;
        m_done(EvalExit::Done);
    });
}

void EvalRouteCommand::fail(EvalExit exit, const gateway::Error& error)
{
    tellProblem(m_err, error);
    m_done(exit);
}

} // namespace app
