#include "event_door.h"

#include "main_window.h"

#include "ui/models/event_model.h"
#include "ui/models/gateway_parts.h"
#include "ui/words/port_words.h"

namespace ui::shell {

using gateway::usage::RequestField;

namespace {

void showRequestsWith(MainWindow& window, RequestField field, const std::string& value)
{
    gateway::usage::RequestFilter filter;
    filter.fields = {{field, value}};
    window.showRequests(filter);
}

} // namespace

void openEvent(MainWindow& window, const models::Event& event)
{
    using Kind = models::Event::Kind;
    const gateway::host::Status& status = window.context().access.control().status();
    switch (event.kind) {
    case Kind::Fallback:
    case Kind::FirstChoiceAgain:
    case Kind::Failed:
    case Kind::Loop:
        return showRequestsWith(window, RequestField::Id, event.exchange);
    case Kind::NewClient: { // its requests: the page of clients may not know it
        const auto match = models::ClientName::match(models::EventModel::callerOf(event));
        return showRequestsWith(window, match.field, match.value);
    }
    case Kind::Rest:
    case Kind::RestOver:
    case Kind::KeyRejected:
    case Kind::KeyProblem:
    case Kind::KeyReady:
        return window.showProvider(QString::fromStdString(event.subject));
    case Kind::PortTaken: // it may be solved meanwhile
        return words::isPortTaken(status) ? window.solvePort() : window.showSettings({}, QStringLiteral("listen.http_port"));
    case Kind::ListensAgain:
        return window.showSettings({}, QStringLiteral("listen.http_port"));
    case Kind::HttpsProblem:
    case Kind::HttpsAgain:
        return window.showSettings({}, QStringLiteral("listen.https_port"));
    case Kind::BadFile:
        return window.showSettings(status.configNewer ? QStringLiteral("data") : QStringLiteral("json"));
    case Kind::Problem:
        return window.showSettings(QStringLiteral("doctor"));
    case Kind::Experiment:
        return window.showPage(QStringLiteral("evaluate"));
    case Kind::Budget:
        return window.showPage(QStringLiteral("usage"));
    case Kind::Limit:
        return window.showLimit(QString::fromStdString(event.subject));
    case Kind::UpdateAvailable:
    case Kind::UpdateInstalled:
        return window.showSettings(QStringLiteral("about"));
    case Kind::Hung: // since when is in the log
    case Kind::AnswersAgain:
        return window.showLog();
    }
}

} // namespace ui::shell
