#include "experiment_request.h"

#include <utility>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;

Result<ExperimentRequest> experimentRequestFrom(const QStringList& words, ExperimentRequest request, const QStringList& given)
{
    const auto misused = [](const char* what) { return failure(ErrorKind::InvalidRequest, gateway::asIs(what)); };
    const QString verb = words.value(0);
    const bool hasName = words.size() == 2;
    if (verb == QLatin1String("list")) {
        if (words.size() > 1)
            return misused("experiment list takes no arguments");
        request.verb = ExperimentRequest::Verb::List;
    } else if (verb == QLatin1String("show") || verb == QLatin1String("end")) {
        if (!hasName)
            return misused(verb == QLatin1String("show") ? "experiment show needs the name of one experiment" : "experiment end needs the name of one experiment");
        request.verb = verb == QLatin1String("show") ? ExperimentRequest::Verb::Show : ExperimentRequest::Verb::End;
        request.name = words[1].toStdString();
    } else {
        return misused("experiment needs one of: list, show NAME, end NAME --winner ARM");
    }
    const bool isEnd = request.verb == ExperimentRequest::Verb::End;
    if (isEnd && !request.winner)
        return misused("experiment end needs --winner ARM, 0 or 1");
    if (!isEnd && request.winner)
        return misused("--winner is an option of experiment end");
    if (isEnd && given.contains(QLatin1String("--format")))
        return misused("--format is an option of experiment list and experiment show");
    return request;
}

Result<std::size_t> experimentArmFrom(const QString& text)
{
    if (text != QLatin1String("0") && text != QLatin1String("1"))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must be an arm, 0 or 1, not '" + text.toStdString() + "'"));
    return text == QLatin1String("1") ? 1 : 0;
}

} // namespace app
