#include "experiment_command.h"

#include "eval_runs.h"

#include "app/process/text_table.h"
#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/core/text/closest_names.h"
#include "gateway/host/checks/data_folder_lock.h"
#include "gateway/host/experiments/experiment_book.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <ostream>
#include <utility>

namespace app {

using gateway::Json;
using gateway::evaluation::ExperimentArmFigures;
using gateway::evaluation::ExperimentFigures;
using gateway::evaluation::statistics::Measure;
using gateway::host::ExperimentReport;

namespace {

const std::string kNoFigure = "-";
constexpr int kExperimentFailed = 1;
constexpr double kPercent = 100;

std::string formatted(const char* format, double number)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), format, number);
    return text.data();
}

/// A value in the unit of the measure: "2.50%", "812 ms", "$0.0042", "0.810".
std::string valueText(Measure measure, std::optional<double> value)
{
    if (!value)
        return kNoFigure;
    switch (measure) {
    case Measure::ErrorRate: return formatted("%.2f%%", *value * kPercent);
    case Measure::Latency: return formatted("%.0f ms", *value);
    case Measure::Cost: return std::string(gateway::signOf(gateway::Currency::Usd)) + gateway::shortText(gateway::moneyFrom(*value, gateway::Currency::Usd).pico);
    case Measure::Judge: break;
    }
    return formatted("%.3f", *value);
}

std::string intervalText(Measure measure, const ExperimentArmFigures& arm)
{
    return arm.low && arm.high ? valueText(measure, arm.low) + " to " + valueText(measure, arm.high) : kNoFigure;
}

/// A difference of arms: "+25.0%" for latency and cost, "-1.20 points" (of a percentage), "+0.100".
std::string differenceText(Measure measure, std::optional<double> difference)
{
    if (!difference)
        return kNoFigure;
    switch (measure) {
    case Measure::ErrorRate: return formatted("%+.2f points", *difference * kPercent);
    case Measure::Latency:
    case Measure::Cost: return formatted("%+.1f%%", *difference * kPercent);
    case Measure::Judge: break;
    }
    return formatted("%+.3f", *difference);
}

std::string costText(const std::vector<gateway::Money>& costs)
{
    std::string text;
    for (const gateway::Money& cost : costs)
        text += (text.empty() ? "" : " and ") + toText(cost);
    return text.empty() ? toText(gateway::Money{}) : text;
}

std::string_view measureText(Measure measure) { return measure == Measure::ErrorRate ? std::string_view("error rate") : gateway::evaluation::nameOf(measure); }

std::string stateText(const ExperimentReport& report)
{
    if (!report.isRunning)
        return "not running";
    if (report.figures.hasEnded)
        return "ended";
    return report.figures.winner ? "winner" : "running";
}

std::string winnerText(const ExperimentFigures& figures)
{
    return figures.winner ? std::to_string(*figures.winner) + " (" + figures.arms[*figures.winner].target + ')' : kNoFigure;
}

/// What the figures mean, as sentences.
std::string verdictText(const ExperimentFigures& figures)
{
    if (!figures.winner)
        return "No winner yet: the evidence is " + formatted("%.3g", figures.eValue) + "; a winner is shown at 20.\n";
    const std::string arm = "Arm " + winnerText(figures);
    if (figures.hasEnded)
        return arm + " was chosen as the winner. All requests go to it.\n";
    return arm + " was shown to be better. " + (figures.stops ? "All requests go to it.\n" : "Sessions are still divided between the arms.\n");
}

/// As an error, with the name that was probably meant.
gateway::Error unknownExperiment(const std::string& name, const std::vector<ExperimentReport>& reports)
{
    std::vector<std::string> names;
    names.reserve(reports.size());
    for (const ExperimentReport& report : reports)
        names.push_back(report.figures.name);
    std::string text = "there is no experiment \"" + name + '"';
    if (names.empty())
        text += "; no route has one";
    else
        text += gateway::didYouMean(name, names);
    gateway::Error error;
    error.kind = gateway::ErrorKind::InvalidRequest;
    error.message = gateway::asIs(std::move(text));
    return error;
}

int endExperiment(const CommandLine& line, const ExperimentReport& report, std::ostream& err)
{
    const std::size_t winner = *line.experiment.winner;
    if (!report.isRunning && !report.note.isEmpty()) {
        gateway::Error error;
        error.message = report.note;
        tellProblem(err, error);
        return kExperimentFailed;
    }
    const auto noted = gateway::host::noteExperimentEnd(line.dataDir, {report.figures.name, winner, std::chrono::system_clock::now()});
    if (!noted) {
        tellProblem(err, noted.error());
        return kExperimentFailed;
    }
    const bool isGatewayRunning = gateway::host::DataFolderLock::isHeld(line.dataDir);
    err << shownText("Experiment \"" + report.figures.name + "\" has ended. All requests of route " + report.route + " go to arm " + std::to_string(winner) + " ("
        + report.figures.arms[winner].target + ") " + (isGatewayRunning ? "from now on" : "once the gateway is started") + ". The configuration is unchanged.\n")
        << std::flush;
    return 0;
}

} // namespace

std::string experimentListText(const std::vector<ExperimentReport>& reports)
{
    if (reports.empty())
        return "No route has an experiment. Add one to \"experiment\" of a route in the configuration.\n";
    std::vector<std::vector<std::string>> lines{{"EXPERIMENT", "ROUTE", "MEASURE", "STATE", "WINNER", "REQUESTS", "DIFFERENCE"}};
    std::string notes;
    for (const ExperimentReport& report : reports) {
        const ExperimentFigures& figures = report.figures;
        lines.push_back({figures.name, report.route, std::string(measureText(figures.measure)), stateText(report), winnerText(figures),
            std::to_string(figures.arms[0].requests + figures.arms[1].requests), differenceText(figures.measure, figures.difference)});
        if (!report.note.isEmpty())
            notes += figures.name + ": " + toText(report.note) + '\n';
    }
    constexpr std::size_t kNames = 5;
    return alignedText(lines, kNames) + shownText(notes);
}

std::string experimentText(const ExperimentReport& report)
{
    const ExperimentFigures& figures = report.figures;
    std::vector<std::vector<std::string>> lines{{"ARM", "TARGET", "SHARE", "REQUESTS", "VALUE", "95% INTERVAL", "COST TODAY"}};
    for (std::size_t i = 0; i < figures.arms.size(); ++i) {
        const ExperimentArmFigures& arm = figures.arms[i];
        lines.push_back({std::to_string(i), arm.target, formatted("%g", arm.share), std::to_string(arm.requests), valueText(figures.measure, arm.value),
            intervalText(figures.measure, arm), costText(arm.costToday)});
    }
    constexpr std::size_t kNames = 2;
    std::string text = shownText("Experiment \"" + figures.name + "\" of route " + report.route + ", by " + std::string(measureText(figures.measure)) + ": " + stateText(report) + "\n\n")
        + alignedText(lines, kNames) + '\n';
    if (figures.difference && figures.low && figures.high)
        text += "Arm 0 compared with arm 1: " + differenceText(figures.measure, figures.difference) + " (95% interval: " + differenceText(figures.measure, figures.low) + " to "
            + differenceText(figures.measure, figures.high) + ")\n";
    text += shownText(verdictText(figures));
    if (!report.note.isEmpty())
        text += shownText("Note: " + toText(report.note) + ".\n");
    return text;
}

int experimentCommand(const CommandLine& line, const gateway::config::Settings& settings, std::ostream& out, std::ostream& err)
{
    const auto now = std::chrono::system_clock::now();
    const auto reports = gateway::host::savedExperiments(line.dataDir, settings, now).reports(QDate::currentDate());
    const bool isJson = line.usage.format == UsageFormat::AsJson;
    if (line.experiment.verb == ExperimentRequest::Verb::List) {
        Json list = Json::array();
        for (const ExperimentReport& report : reports) {
            Json each{{"route", report.route}, {"state", stateText(report)}, {"note", report.note.isEmpty() ? Json(nullptr) : Json(toText(report.note))}};
            each.update(toJson(report.figures));
            list.push_back(std::move(each));
        }
        out << (isJson ? gateway::toPrettyText(list) : experimentListText(reports)) << std::flush;
        return 0;
    }
    const auto report = std::ranges::find_if(reports, [&](const ExperimentReport& each) { return each.figures.name == line.experiment.name; });
    if (report == reports.end()) {
        tellProblem(err, unknownExperiment(line.experiment.name, reports));
        return kExperimentFailed;
    }
    if (line.experiment.verb == ExperimentRequest::Verb::End)
        return endExperiment(line, *report, err);
    out << (isJson ? gateway::toPrettyText(toJson(report->figures)) : experimentText(*report)) << std::flush;
    if (isJson && !report->note.isEmpty())
        err << "signalboxd: " << shownText(toText(report->note)) << '\n';
    return 0;
}

} // namespace app
