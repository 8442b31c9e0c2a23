#include "past_requests_dialog.h"

#include "gateway/config/settings/timestamp.h"
#include "ui/dialogs/form_grid.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/models/formatter.h"
#include "ui/models/providers/known_models.h"
#include "ui/widgets/access/date_edit.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/searchable_box.h"
#include "ui/widgets/status_label.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace ui::pages {

using gateway::evaluation::PastRequests;
using models::EvalText;
using models::Formatter;
using models::PastRequestDraft;
using widgets::Label;

namespace {

constexpr int kUsualRows = 200;
constexpr int kMostRows = 1'000'000;
constexpr int kUsualDays = 7;
constexpr int kOwnDates = -1; ///< a period

void makeShort(QComboBox& box)
{
    constexpr int kShort = 14;
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.setMinimumContentsLength(kShort);
}

gateway::WallTime startOf(const QDate& day) { return gateway::WallTime(gateway::Milliseconds(day.startOfDay().toMSecsSinceEpoch())); }

/// Whether the requests of any consumer are being stored.
bool isContentStored(const gateway::config::Settings& settings, gateway::WallTime now)
{
    return std::ranges::any_of(settings.consumers, [now](const auto& consumer) {
        const auto until = consumer.enabled && consumer.capture ? gateway::config::parseTimestamp(consumer.capture->until) : std::nullopt;
        return until && *until > now;
    });
}

} // namespace

PastRequestsDialog::PastRequestsDialog(const Access& access, const gateway::Clock& clock, const std::string& copiedRoute, QWidget* parent)
    : FormDialog(copiedRoute.empty() ? tr("Dataset from past requests") : tr("Dataset from copied requests"), tr("Create dataset"), parent), m_access(access), m_now(clock.wallNow()),
      m_isCopied(!copiedRoute.empty()), m_model(new QComboBox(form())), m_provider(new QComboBox(form())), m_route(new QComboBox(form())), m_consumer(new QComboBox(form())),
      m_period(new QComboBox(form())), m_first(new widgets::DateEdit(Formatter::local(m_now).date().addDays(-kUsualDays), form())),
      m_last(new widgets::DateEdit(Formatter::local(m_now).date(), form())), m_limit(new QSpinBox(form())), m_fileRow(new QWidget(form())), m_file(new QLineEdit(m_fileRow)),
      m_found(new widgets::StatusLabel(form())), m_notes(new Label({}, look::TextRole::Small, Label::Tone::Secondary, form())), m_draft(access.requests().usageFile())
{
    setObjectName(QStringLiteral("pastRequestsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildWhich();
    buildFile();
    m_found->setWraps();
    m_notes->setWordWrap(true);
    m_notes->setTextFormat(Qt::PlainText);
    form()->addRow(QStringLiteral("pastFound"), tr("Found"), m_found);
    form()->addRow(QStringLiteral("pastNotes"), QString(), m_notes);
    m_route->setCurrentIndex(std::max(m_route->findData(QString::fromStdString(copiedRoute)), 0));
    form()->setRowVisible(m_route, !m_isCopied);
    connect(&m_draft, &PastRequestDraft::changed, this, &PastRequestsDialog::settle);
    connect(&m_draft, &PastRequestDraft::written, this, [this](const QString& path, const std::optional<gateway::Error>& error) {
        if (error) return showProblem(m_fileRow, EvalText::error(*error), {});
        Q_EMIT made(path);
        accept();
    });
    change();
    m_model->setFocus(Qt::OtherFocusReason);
}

void PastRequestsDialog::buildWhich()
{
    const auto& settings = m_access.configuration().settings();
    const QString any = tr("any");
    for (QComboBox* box : {m_model, m_provider, m_route, m_consumer, m_period}) makeShort(*box);
    m_model->addItem(QString());
    for (const QString& each : models::usableModels(m_access))
        if (const QString model = each.mid(each.indexOf(QLatin1Char('/')) + 1); m_model->findText(model) < 0) m_model->addItem(model);
    m_model->setEditable(true);
    widgets::makeSearchable(*m_model);
    m_model->lineEdit()->setPlaceholderText(any);
    m_provider->addItem(any, QString());
    for (const auto& provider : settings.providers) m_provider->addItem(models::displayName(m_access.providers().catalog(), provider), QString::fromStdString(provider.id));
    m_route->addItem(any, QString());
    for (const auto& route : settings.routes) m_route->addItem(QString::fromStdString(route.id), QString::fromStdString(route.id));
    m_consumer->addItem(any, QString());
    for (const auto& consumer : settings.consumers) m_consumer->addItem(QString::fromStdString(consumer.name), QString::fromStdString(consumer.name));
    for (const int days : {1, kUsualDays, 30, 90}) m_period->addItem(tr("last %Ln day(s)", nullptr, days), days);
    m_period->addItem(tr("from a day to a day"), kOwnDates);
    m_period->setCurrentIndex(m_period->findData(kUsualDays));
    m_limit->setRange(1, kMostRows);
    m_limit->setGroupSeparatorShown(true);
    m_limit->setValue(kUsualRows);
    form()->addRow(QStringLiteral("pastModel"), tr("Model"), m_model);
    form()->setHint(m_model, tr("as requested, or as it answered"));
    form()->addRow(QStringLiteral("pastProvider"), tr("Provider"), m_provider);
    form()->addRow(QStringLiteral("pastRoute"), tr("Route"), m_route);
    form()->addRow(QStringLiteral("pastConsumer"), tr("Consumer"), m_consumer);
    form()->addRow(QStringLiteral("pastPeriod"), tr("Period"), m_period);
    form()->addRow(QStringLiteral("pastFirst"), tr("First day"), m_first);
    form()->addRow(QStringLiteral("pastLast"), tr("Last day"), m_last);
    form()->addRow(QStringLiteral("pastLimit"), tr("At most"), m_limit);
    form()->setHint(m_limit, tr("rows, the oldest ones"));
    connect(m_model, &QComboBox::currentTextChanged, this, &PastRequestsDialog::change);
    for (QComboBox* box : {m_provider, m_route, m_consumer, m_period}) connect(box, &QComboBox::currentIndexChanged, this, &PastRequestsDialog::change);
    for (widgets::DateEdit* edit : {m_first, m_last}) connect(edit, &QDateEdit::dateChanged, this, &PastRequestsDialog::change);
    connect(m_limit, &QSpinBox::valueChanged, this, &PastRequestsDialog::change);
}

void PastRequestsDialog::buildFile()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString day = Formatter::local(m_now).date().toString(Qt::ISODate);
    m_file->setText(QDir::toNativeSeparators(folder + (m_isCopied ? QStringLiteral("/copied-requests-%1.jsonl") : QStringLiteral("/past-requests-%1.jsonl")).arg(day)));
    auto* choose = new widgets::Button(widgets::ButtonKind::Plain, tr("Choose…"), {}, m_fileRow);
    choose->setObjectName(QStringLiteral("choosePastFile"));
    choose->setAccessibleName(tr("%1: choose a file", "a field").arg(tr("Save as")));
    auto* line = new QHBoxLayout(m_fileRow);
    line->setContentsMargins({});
    line->setSpacing(look::theme().px(8));
    line->addWidget(m_file, 1);
    line->addWidget(choose);
    m_fileRow->setFocusProxy(m_file);
    m_file->setAccessibleName(tr("Save as"));
    form()->addRow(QStringLiteral("pastFileRow"), tr("Save as"), m_fileRow);
    m_file->setObjectName(QStringLiteral("pastFile"));
    form()->setHint(m_fileRow, tr("It contains what people wrote. Only you can read it."));
    connect(choose, &QPushButton::clicked, this, &PastRequestsDialog::chooseFile);
    connect(m_file, &QLineEdit::textChanged, this, &PastRequestsDialog::settle);
}

void PastRequestsDialog::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Save as"), QFileInfo(m_file->text()).absolutePath(), QStringLiteral("*.jsonl"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->selectFile(QFileInfo(m_file->text()).fileName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_replaced = path; // the file dialog has asked
        m_file->setText(QDir::toNativeSeparators(path));
    });
    dialog->open();
}

PastRequests PastRequestsDialog::wanted() const
{
    PastRequests wanted;
    wanted.model = m_model->currentText().trimmed().toStdString();
    wanted.provider = m_provider->currentData().toString().toStdString();
    wanted.route = m_route->currentData().toString().toStdString();
    wanted.consumer = m_consumer->currentData().toString().toStdString();
    wanted.limit = static_cast<std::size_t>(m_limit->value());
    wanted.isCopied = m_isCopied;
    if (const int days = m_period->currentData().toInt(); days != kOwnDates) {
        wanted.from = m_now - std::chrono::hours(24) * days;
        wanted.to = m_now + std::chrono::milliseconds(1);
    } else {
        wanted.from = startOf(m_first->date());
        wanted.to = startOf(m_last->date().addDays(1));
    }
    return wanted;
}

void PastRequestsDialog::change()
{
    const bool hasDates = m_period->currentData().toInt() == kOwnDates;
    form()->setRowVisible(m_first, hasDates);
    form()->setRowVisible(m_last, hasDates);
    clearProblems();
    if (hasDates && m_first->date() > m_last->date()) showProblem(m_last, tr("The last day must not be before the first day"), {});
    m_draft.setWanted(wanted());
}

/// What is left out of the dataset, and why.
QString PastRequestsDialog::notes() const
{
    const Formatter format;
    QStringList lines;
    const auto& found = m_draft.found();
    if (found && found->withoutContent > 0) {
        const auto count = static_cast<std::int64_t>(found->withoutContent);
        lines += tr("%1 matching request(s) have no stored content and are left out.", nullptr, Formatter::plural(count)).arg(format.exact(count));
    }
    if (found && found->unreadable > 0) {
        const auto count = static_cast<std::int64_t>(found->unreadable);
        lines += tr("%1 matching request(s) are not conversations that were answered with text, and are left out.", nullptr, Formatter::plural(count)).arg(format.exact(count));
    }
    if (!isContentStored(m_access.configuration().settings(), m_now))
        lines += tr("No content is stored at the moment. To store it, edit a consumer under Clients and set “Stored content” to a day.");
    return lines.join(QLatin1Char('\n'));
}

void PastRequestsDialog::settle()
{
    const auto& found = m_draft.found();
    if (m_draft.isWriting()) {
        m_found->setStatus(look::Status::Busy, tr("The dataset is being written."));
    } else if (m_draft.error()) {
        m_found->setStatus(look::Status::Error, EvalText::error(*m_draft.error()));
    } else if (!found) {
        m_found->setStatus(look::Status::Busy, tr("Requests are being counted."));
    } else if (found->rows > 0) {
        const auto rows = static_cast<std::int64_t>(found->rows);
        m_found->setStatus(look::Status::Ok, tr("%1 row(s)", nullptr, Formatter::plural(rows)).arg(Formatter().exact(rows)));
    } else if (m_isCopied && found->matching() == 0) {
        m_found->setStatus(look::Status::Warn, tr("No request has its answer and that of its copy stored."));
    } else {
        m_found->setStatus(look::Status::Warn, found->matching() == 0 ? tr("No request matches.") : tr("No matching request can be a row."));
    }
    m_notes->setText(notes());
    form()->setRowVisible(m_notes, !m_notes->text().isEmpty());
    setSaving(m_draft.isWriting() || !found || found->rows == 0 || m_file->text().trimmed().isEmpty());
}

void PastRequestsDialog::save()
{
    clearProblems();
    QString path = QDir::fromNativeSeparators(m_file->text().trimmed());
    if (!QDir::isAbsolutePath(path)) return showProblem(m_fileRow, tr("Give the whole path of the file."), {});
    if (!path.endsWith(QStringLiteral(".jsonl"), Qt::CaseInsensitive)) path += QStringLiteral(".jsonl");
    m_draft.write(path, path == m_replaced ? PastRequestDraft::Existing::Replaced : PastRequestDraft::Existing::Kept);
}

} // namespace ui::pages
