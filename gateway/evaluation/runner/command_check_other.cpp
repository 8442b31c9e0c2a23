#include "command_check.h"

#include <QtGlobal>

#include <utility>

namespace gateway::evaluation {

std::optional<Error> sandboxProblem()
{
    return Error{ErrorKind::InvalidRequest, QT_TRANSLATE_NOOP("Error", "Assertions of type \"command\" are not supported on this system, because there is no sandbox. Run the evaluation on Linux, or remove them.")};
}

CommandCheck::CommandCheck()
    : CommandCheck(Limits{})
{
}

CommandCheck::CommandCheck(const Limits& limits, QObject* parent)
    : QObject(parent)
    , m_limits(limits)
{
}

CommandCheck::~CommandCheck() = default;

void CommandCheck::run(std::vector<std::string> argv, std::string input, std::function<void(OutsideResult)> done)
{
    m_jobs.push_back({std::move(argv), std::move(input), std::move(done)});
    QMetaObject::invokeMethod(this, [this] { next(); }, Qt::QueuedConnection);
}

void CommandCheck::next()
{
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    start(std::move(job));
}

void CommandCheck::start(Job job) { job.done({std::nullopt, QT_TRANSLATE_NOOP("Error", "commands are not supported on this system")}); }

} // namespace gateway::evaluation
