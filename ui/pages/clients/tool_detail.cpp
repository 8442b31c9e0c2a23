#include "tool_detail.h"

#include "tool_change.h"
#include "tool_steps.h"

#include "gateway/clients/base_address.h"
#include "ui/dialogs/clients/new_key_dialog.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/look/scroll.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/providers/known_models.h"
#include "ui/pages/test_request.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/searchable_box.h"
#include "ui/widgets/status_label.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QScrollArea>
#include <QShowEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace ui::pages {

using gateway::Result;
using gateway::clients::ClientKind;
using gateway::clients::RestorePlan;
using gateway::clients::SetupPlan;
using models::Tool;
using models::ToolStage;
using models::ToolText;
using widgets::Button;
using widgets::ButtonKind;
using widgets::ElidedLabel;
using widgets::Label;

namespace {

constexpr int kMostModelCharacters = 40; ///< in a line that cannot be wrapped
constexpr int kChoiceWidth = 220;

QString problemOf(const gateway::Error& error)
{
    return error.kind == gateway::ErrorKind::ConfigInvalid ? words::FailureWords::change(error) : words::SentenceWords::of(error);
}

/// Whether the text that its steps copy contains `placeholder`.
bool names(const gateway::clients::ClientEntry& entry, std::string_view placeholder)
{
    return entry.kind != ClientKind::Cannot
        && std::ranges::any_of(entry.steps, [&](const auto& step) { return step.copy.find(placeholder) != std::string::npos; });
}

} // namespace

ToolDetail::ToolDetail(models::ToolListModel& tools, gateway::host::ToolAccess& access, models::GatewayModel& model, const Access& gateway,
    const gateway::Clock& clock, QWidget* parent)
    : Card({}, parent), m_tools(tools), m_access(access), m_model(model), m_gateway(gateway), m_clock(clock), m_refusal(gateway),
      m_inside(new QWidget(this)), m_line(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, m_inside)), m_title(new ElidedLabel({}, look::TextRole::Title, Label::Tone::Normal, this)), m_state(new widgets::StatusLabel(this)),
      m_words(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_note(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_versionLine(new QWidget(this)), m_versionShape(new widgets::StatusShape(look::Status::Idle, m_versionLine)),
      m_version(new Label({}, look::TextRole::Body, Label::Tone::Normal, m_versionLine)), m_askVersion(new Button(ButtonKind::Link, {}, {}, m_versionLine)),
      m_stages(nullptr), m_choices(nullptr), m_modelLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_modelBox(new QComboBox(this)), m_key(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_unservedShape(new widgets::StatusShape(look::Status::Warn, this)), m_unserved(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_others(new QCheckBox(this)), m_change(new ToolChange(this)),
      m_steps(new ToolSteps(this)), m_saidShape(new widgets::StatusShape(look::Status::Warn, this)),
      m_said(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)), m_makeKey(new Button(ButtonKind::Plain, {}, QStringLiteral("act-key"), this)),
      m_copy(new Button(ButtonKind::Plain, {}, QStringLiteral("act-copy"), this)), m_restore(new Button(ButtonKind::Plain, {}, QStringLiteral("act-undo"), this)),
      m_cancel(new Button(ButtonKind::Plain, {}, {}, this)), m_write(new Button(ButtonKind::Primary, {}, {}, this))
{
    setObjectName(QStringLiteral("toolDetail"));
    build();
    connectParts();
    retranslate();
}

void ToolDetail::build()
{
    const look::Theme& theme = look::theme();
    auto* head = new QHBoxLayout;
    head->setSpacing(theme.px(12));
    head->addWidget(m_title);
    head->addWidget(m_state, 1);
    auto* column = new QVBoxLayout(m_inside);
    column->setContentsMargins({});
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addLayout(head);
    column->addWidget(m_words);
    column->addWidget(buildVersion());
    m_stages = buildStages();
    m_choices = buildChoices();
    column->addWidget(m_stages);
    column->addWidget(m_choices);
    auto* scrolled = new QWidget;
    auto* parts = new QVBoxLayout(scrolled);
    parts->setContentsMargins({});
    parts->setSpacing(theme.px(theme.metrics().gap));
    parts->addWidget(buildUnserved());
    for (QWidget* part : std::initializer_list<QWidget*>{m_change, m_steps, m_note}) parts->addWidget(part);
    parts->addStretch(1);
    auto* scroll = new QScrollArea(m_inside);
    look::scrollPlainly(*scroll, scrolled);
    column->addWidget(scroll, 1);
    auto* said = new QHBoxLayout;
    said->setSpacing(theme.px(8));
    said->addWidget(m_saidShape, 0, Qt::AlignTop);
    said->addWidget(m_said, 1);
    column->addLayout(said);
    column->addWidget(m_line);
    column->addWidget(buildButtons());
    addContent(m_inside, 1);
    m_words->setWordWrap(true);
    m_note->setWordWrap(true);
    m_said->setWordWrap(true);
    m_title->setObjectName(QStringLiteral("toolTitle"));
    m_state->setObjectName(QStringLiteral("toolState"));
    m_words->setObjectName(QStringLiteral("toolWords"));
    m_said->setObjectName(QStringLiteral("toolSaid"));
}

QWidget* ToolDetail::buildVersion()
{
    auto* row = new QHBoxLayout(m_versionLine);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_versionShape, 0, Qt::AlignTop);
    row->addWidget(m_version, 1);
    row->addWidget(m_askVersion, 0, Qt::AlignTop);
    m_version->setWordWrap(true);
    m_version->setObjectName(QStringLiteral("toolVersion"));
    m_askVersion->setObjectName(QStringLiteral("askVersion"));
    return m_versionLine;
}

QWidget* ToolDetail::buildStages()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(16));
    for (auto& stage : m_stage) {
        stage = new widgets::StatusLabel(line);
        row->addWidget(stage);
    }
    row->addStretch(1);
    m_stage[0]->setObjectName(QStringLiteral("stagePreview"));
    m_stage[1]->setObjectName(QStringLiteral("stageWrite"));
    m_stage[2]->setObjectName(QStringLiteral("stageRequest"));
    return line;
}

QWidget* ToolDetail::buildChoices()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_modelLabel);
    row->addWidget(m_modelBox, 1);
    row->addSpacing(look::theme().px(12));
    row->addWidget(m_key, 1);
    m_modelLabel->setBuddy(m_modelBox);
    widgets::makeSearchable(*m_modelBox);
    m_modelBox->setMinimumWidth(look::theme().px(kChoiceWidth));
    m_modelBox->setObjectName(QStringLiteral("toolModel"));
    m_key->setObjectName(QStringLiteral("toolKey"));
    m_key->setWordWrap(true);
    return line;
}

/// Requested models that are not served, with the remedy.
QWidget* ToolDetail::buildUnserved()
{
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(8));
    auto* row = new QHBoxLayout;
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_unservedShape, 0, Qt::AlignTop);
    row->addWidget(m_unserved, 1);
    column->addLayout(row);
    column->addWidget(m_others);
    m_unserved->setWordWrap(true);
    m_unserved->setObjectName(QStringLiteral("toolUnserved"));
    m_unservedShape->setObjectName(QStringLiteral("toolUnservedShape"));
    m_others->setObjectName(QStringLiteral("toolOthers"));
    m_unservedPart = part;
    part->hide();
    return part;
}

QWidget* ToolDetail::buildButtons()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_makeKey);
    row->addStretch(1);
    for (Button* button : {m_copy, m_restore, m_cancel, m_write}) row->addWidget(button);
    m_makeKey->setObjectName(QStringLiteral("toolMakeKey"));
    m_copy->setObjectName(QStringLiteral("copyChange"));
    m_restore->setObjectName(QStringLiteral("restoreTool"));
    m_cancel->setObjectName(QStringLiteral("cancelRestore"));
    m_write->setObjectName(QStringLiteral("writeTool"));
    return line;
}

void ToolDetail::connectParts()
{
    connect(m_write, &QPushButton::clicked, this, &ToolDetail::carryOut);
    connect(m_restore, &QPushButton::clicked, this, [this] { planRestore(); });
    connect(m_cancel, &QPushButton::clicked, this, &ToolDetail::refresh);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_change->text()); });
    connect(m_makeKey, &QPushButton::clicked, this, [this] { makeKey(0); });
    connect(m_others, &QCheckBox::toggled, this, &ToolDetail::showUnserved);
    connect(m_steps, &ToolSteps::keyWanted, this, &ToolDetail::makeKey);
    connect(m_askVersion, &QPushButton::clicked, this, &ToolDetail::askVersion);
    connect(&m_refusal, &models::ChangeRefusal::over, this, &ToolDetail::forgetRefusal);
    connect(m_modelBox, &QComboBox::activated, this, &ToolDetail::plan);
    connect(m_modelBox->lineEdit(), &QLineEdit::editingFinished, this, &ToolDetail::plan);
}

void ToolDetail::retranslate()
{
    m_modelLabel->setText(tr("Model"));
    widgets::setBoxLabel(*m_modelBox, tr("Model"));
    m_askVersion->setText(tr("Check version"));
    m_askVersion->setToolTip(tr("Runs the client once with --version"));
    m_copy->setText(tr("Copy the change"));
    m_restore->setText(tr("Restore…"));
    m_cancel->setText(tr("Cancel"));
    m_stages->setAccessibleName(tr("Steps"));
    settleModelHint();
    refresh();
}

const Tool* ToolDetail::shown() const
{
    const int row = m_tools.rowOf(m_id);
    return row < 0 ? nullptr : &m_tools.tool(row);
}

std::string ToolDetail::base() const
{
    QString address = m_model.address();
    if (address.endsWith(QLatin1StringView("/v1"))) address.chop(3);
    return gateway::clients::usualBase(address.toStdString());
}

void ToolDetail::setTool(const QString& id)
{
    if (id == m_id) return;
    m_id = id;
    if (!id.isEmpty() && id != m_newKeyOf) forgetKey();
    fillModels();
    refresh();
}

void ToolDetail::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (const Tool* const tool = event->spontaneous() || m_doing != Doing::Setup ? nullptr : shown()) showKind(*tool);
}

void ToolDetail::hideEvent(QHideEvent* event)
{
    Card::hideEvent(event);
    if (!event->spontaneous()) forgetKey();
}

/// Its steps can copy the key only while they are visible.
void ToolDetail::forgetKey()
{
    if (m_newKey.empty()) return;
    say(look::Status::Idle, {});
    m_newKey = {};
    m_newKeyOf.clear();
}

void ToolDetail::fillModels()
{
    const Tool* const tool = shown();
    m_modelBox->clear();
    if (!tool) return;
    const bool mayBeLeftOut = tool->entry->kind == ClientKind::File && !tool->entry->needsModel;
    if (mayBeLeftOut) m_modelBox->addItem(QString());
    QStringList names = testModels(m_model, m_gateway);
    names += models::usableModels(m_gateway);
    names.removeDuplicates();
    m_modelBox->addItems(names);
    if (!tool->state.model.empty()) m_modelBox->setCurrentText(QString::fromStdString(tool->state.model));
    settleModelHint();
}

void ToolDetail::settleModelHint()
{
    const Tool* const tool = shown();
    const bool mayBeLeftOut = tool && tool->entry->kind == ClientKind::File && !tool->entry->needsModel;
    m_modelBox->lineEdit()->setPlaceholderText(mayBeLeftOut ? tr("client default") : QString());
}

void ToolDetail::refresh()
{
    ++m_question;
    m_doing = Doing::Setup;
    m_plan.reset();
    m_restorePlan.reset();
    m_isBusy = false;
    m_unservedPart->hide();
    say(look::Status::Idle, {});
    m_change->clear();
    const Tool* const tool = shown();
    m_inside->setVisible(tool != nullptr);
    if (!tool) return;
    showKind(*tool);
    m_key->clear();
    refreshState();
    if (tool->entry->kind == ClientKind::File) return plan();
    if (!m_newKey.empty() && m_newKeyOf == m_id)
        say(look::Status::Ok, tr("The key was created. You can copy it with the steps above until you leave this page; it cannot be shown again."));
}

void ToolDetail::refreshState()
{
    const Tool* const tool = shown();
    if (!tool) return;
    const auto now = m_clock.wallNow();
    const words::StateText stage = ToolText::stage(tool->stage);
    m_title->setText(QString::fromStdString(tool->entry->name));
    m_state->setStatus(look::statusNamed(stage.status).value_or(look::Status::Unknown), stage.word, ToolText::secondLine(*tool, now));
    m_words->setText(ToolText::sentence(*tool, now));
    showVersion(*tool);
    showStages(*tool);
    settleButtons();
}

void ToolDetail::showKind(const Tool& tool)
{
    const bool isFile = tool.entry->kind == ClientKind::File;
    m_stages->setVisible(isFile);
    m_choices->setVisible(isFile || names(*tool.entry, "{model}"));
    m_steps->setSteps(tool.entry->kind == ClientKind::Cannot ? std::vector<gateway::clients::ClientStep>() : tool.entry->steps,
        {base(), m_modelBox->currentText().trimmed().toStdString(), m_newKeyOf == m_id ? m_newKey : gateway::Secret(),
            isFile ? tr("The key is created when the file is written") : base().empty() ? tr("The gateway is not listening") : QString()});
    m_note->setText(ToolText::local(tool.entry->note));
    m_note->setVisible(!tool.entry->note.empty());
}

void ToolDetail::showVersion(const Tool& tool)
{
    const QString words = ToolText::version(tool);
    const auto* const rule = tool.state.versionRule;
    m_versionLine->setVisible(!words.isEmpty() && m_doing == Doing::Setup);
    m_version->setText(words);
    m_versionShape->setStatus(!rule ? look::Status::Idle : rule->refuses ? look::Status::Error : look::Status::Warn);
    m_versionShape->setVisible(rule != nullptr);
    m_askVersion->setVisible(tool.state.version.empty());
}

void ToolDetail::askVersion()
{
    const int question = ++m_question;
    m_askVersion->setEnabled(false);
    m_access.askVersion(m_id.toStdString(), [guard = QPointer(this), question](const Result<std::string>& version) {
        if (!guard) return;
        guard->m_askVersion->setEnabled(true);
        if (guard->m_question != question) return;
        if (!version) return guard->say(look::Status::Warn, problemOf(version.error()));
        Q_EMIT guard->written(); // triggers a new search for tools
        guard->refresh();
    });
}

void ToolDetail::showStages(const Tool& tool)
{
    const bool isSeen = tool.stage == ToolStage::Verified;
    const bool isWritten = isSeen || tool.stage == ToolStage::Waiting;
    const bool isPlanned = isWritten || m_plan.has_value();
    m_stage[0]->setStatus(isPlanned ? look::Status::Ok : look::Status::Idle, tr("1 Preview"));
    m_stage[1]->setStatus(isWritten ? look::Status::Ok : look::Status::Idle, tr("2 Back up and write"));
    m_stage[2]->setStatus(isSeen ? look::Status::Ok : isWritten ? look::Status::Busy : look::Status::Idle, tr("3 Wait for a real request"));
    m_stage[0]->setStrong(!isWritten);
    m_stage[1]->setStrong(false);
    m_stage[2]->setStrong(isWritten && !isSeen);
}

void ToolDetail::plan()
{
    const Tool* const tool = shown();
    if (!tool || m_doing != Doing::Setup) return;
    if (tool->entry->kind != ClientKind::File) return showKind(*tool);
    gateway::clients::SetupWish wish;
    wish.client = tool->entry->id;
    wish.base = base();
    wish.model = m_modelBox->currentText().trimmed().toStdString();
    if (m_plan && m_plan->wish.client == wish.client && m_plan->wish.base == wish.base && m_plan->wish.model == wish.model) return; // already shown
    const int question = ++m_question;
    m_plan.reset();
    m_key->clear();
    settleButtons();
    const auto refuse = [this](look::Status status, const QString& words) {
        m_change->clear();
        say(status, words);
    };
    if (tool->state.versionRule && tool->state.versionRule->refuses)
        return refuse(look::Status::Error, tr("The settings do not work with this version"));
    if (wish.base.empty()) return refuse(look::Status::Warn, tr("The gateway is not listening, so there is no address to write"));
    if (tool->entry->needsModel && wish.model.empty()) return refuse(look::Status::Warn, tr("Choose a model"));
    m_access.plan(wish, [guard = QPointer(this), question](const Result<SetupPlan>& plan) {
        if (guard && guard->m_question == question) guard->takePlan(plan);
    });
}

void ToolDetail::renew(const QString& words)
{
    if (m_isBusy) return;
    if (m_doing == Doing::Restore) return planRestore(words.isEmpty() ? m_said->text() : words);
    const Tool* const tool = shown();
    if (!tool || tool->entry->kind != ClientKind::File) return;
    if (!m_plan) return plan();
    m_access.plan(m_plan->wish, [guard = QPointer(this), question = ++m_question, words](const Result<SetupPlan>& plan) {
        if (guard && guard->m_question == question) guard->takePlan(plan, words);
    });
}

void ToolDetail::follow() { renew(m_said->isHidden() ? QString() : m_said->text()); }

void ToolDetail::settleStage()
{
    const Tool* const tool = shown();
    if (m_isBusy) return refreshState(); // everything else is updated at its end
    if (m_doing == Doing::Restore && tool && tool->state.isSetUp) return renew(); // its button keeps its meaning
    refresh();
}

void ToolDetail::takePlan(const Result<SetupPlan>& plan, const QString& words)
{
    const Tool* const tool = shown();
    if (!tool) return;
    say(look::Status::Error, words);
    if (!plan || plan->changesNothing()) m_change->clear();
    if (!plan) {
        m_plan.reset();
        say(look::Status::Error, problemOf(plan.error()));
        return refreshState();
    }
    m_plan = *plan;
    if (!plan->changesNothing()) m_change->showSetup(*plan);
    checkModels();
    m_key->setText(plan->needsKey ? tr("A new key is created for it, as consumer “%1”").arg(QString::fromStdString(tool->entry->consumer))
                                  : tr("It keeps its present key"));
    refreshState();
}

void ToolDetail::offerRestore()
{
    planRestore(tr("Undo removes its key, so its original settings are restored too. Nothing is written until you confirm."));
}

void ToolDetail::planRestore(const QString& words)
{
    const int question = ++m_question;
    m_access.planRestore(m_id.toStdString(), [guard = QPointer(this), question, words](const Result<RestorePlan>& plan) {
        if (guard && guard->m_question == question) guard->takeRestore(plan, words);
    });
}

void ToolDetail::takeRestore(const Result<RestorePlan>& plan, const QString& words)
{
    if (!plan) return say(look::Status::Error, problemOf(plan.error()));
    say(look::Status::Warn, words);
    const bool isNew = m_doing != Doing::Restore;
    m_doing = Doing::Restore;
    m_restorePlan = *plan;
    m_change->showRestore(*plan);
    for (QWidget* part : std::initializer_list<QWidget*>{m_versionLine, m_stages, m_choices, m_unservedPart, m_steps, m_note}) part->hide();
    settleButtons();
    if (isNew) m_write->setFocus(Qt::OtherFocusReason); // otherwise the user may be elsewhere now
}

void ToolDetail::carryOut()
{
    if (m_isBusy) return;
    if (m_doing == Doing::Setup && m_plan) {
        const QStringList doubtful = doubts();
        if (!doubtful.isEmpty()) return ask(doubtful);
        setUp(*m_plan);
    } else if (m_doing == Doing::Restore && m_restorePlan) {
        m_isBusy = true;
        m_access.restore(*m_restorePlan, [guard = QPointer(this), question = ++m_question](const Result<void>& made) {
            if (guard && guard->m_question == question) guard->took(made);
        });
    }
    settleButtons();
}

/// Whether the models it will request are served; otherwise its first request would get a 404.
void ToolDetail::checkModels()
{
    const Tool* const tool = shown();
    m_unservedMain.clear();
    m_unservedWhy.clear();
    m_unservedOwn.clear();
    m_otherTarget.reset();
    m_unservedPart->hide();
    if (!tool || !m_plan) return;
    const auto& settings = m_gateway.configuration().settings();
    for (const gateway::host::AskedModel& asked : m_plan->asked)
        m_gateway.diagnosis().explain(gateway::host::questionFor(*tool->entry, asked.name, settings), [guard = QPointer(this), question = m_question, asked](const gateway::routing::Explanation& explanation) {
            if (guard && guard->m_question == question) guard->takeExplanation(asked, explanation);
        });
    QStringList offered = testModels(m_model, m_gateway);
    if (!m_plan->model.empty()) offered.prepend(QString::fromStdString(m_plan->model));
    for (const QString& name : offered)
        m_gateway.diagnosis().explain(gateway::host::questionFor(*tool->entry, name.toStdString(), settings), [guard = QPointer(this), question = m_question, name](const gateway::routing::Explanation& explanation) {
            if (!guard || guard->m_question != question || guard->m_otherTarget) return;
            guard->m_otherTarget = gateway::host::targetOf(explanation);
            guard->m_otherModel = name;
            guard->showUnserved();
        });
}

void ToolDetail::takeExplanation(const gateway::host::AskedModel& asked, const gateway::routing::Explanation& explanation)
{
    const bool isUnserved = gateway::host::isUnserved(explanation);
    if (!isUnserved && gateway::host::whyUnanswered(explanation).isEmpty()) return;
    const QString name = QString::fromStdString(asked.name);
    if (!asked.isMain) m_unservedOwn << name;
    else if (m_unservedMain.isEmpty()) {
        m_unservedMain = name;
        m_unservedWhy = isUnserved ? QString() : words::SentenceWords::of(gateway::host::whyUnanswered(explanation));
    }
    showUnserved();
}

QString ToolDetail::unservedSentence() const
{
    if (isSolved()) return m_unservedWhy.isEmpty() ? tr("It requests “%1”, which no route or provider serves yet.", "a model").arg(m_unservedMain)
                                                   : tr("It requests “%1”, which cannot be served yet: %2", "a model, a sentence").arg(m_unservedMain, m_unservedWhy);
    if (m_unservedWhy.isEmpty()) return tr("It requests “%1”, but no route or provider serves this model. The first request would get a 404.", "a model").arg(m_unservedMain);
    return tr("It requests “%1”, and the first request would fail: %2", "a model, a sentence").arg(m_unservedMain, m_unservedWhy);
}

/// Whether the set-up adds a route for the models that are not served.
bool ToolDetail::isSolved() const { return !m_others->isHidden() && m_others->isChecked() && m_otherTarget; }

void ToolDetail::showUnserved()
{
    const bool isAny = !m_unservedMain.isEmpty() || !m_unservedOwn.isEmpty();
    const bool wasShown = !m_unservedPart->isHidden();
    m_unservedPart->setVisible(isAny && m_doing == Doing::Setup);
    if (!isAny) return;
    m_others->setVisible(m_otherTarget.has_value());
    if (!wasShown) {
        const QSignalBlocker quiet(m_others);
        m_others->setChecked(!m_unservedMain.isEmpty());
    }
    QStringList sentences;
    if (!m_unservedMain.isEmpty()) sentences << unservedSentence();
    if (!m_unservedOwn.isEmpty()) sentences << tr("It also requests %1 in the background, but no route or provider serves it.", "models").arg(words::SentenceWords::listed(m_unservedOwn));
    m_unserved->setText(widgets::breakable(sentences.join(QLatin1Char(' '))));
    m_unserved->setAccessibleName(sentences.join(QLatin1Char(' ')));
    m_unservedShape->setStatus(isSolved() ? look::Status::Idle : m_unservedMain.isEmpty() ? look::Status::Warn : look::Status::Error);
    const Tool* const tool = shown();
    const bool isForAll = tool && m_otherTarget && gateway::host::isForEverybody(m_gateway.configuration().settings(), tool->entry->consumer, *m_otherTarget);
    const QString shortModel = fontMetrics().elidedText(m_otherModel, Qt::ElideMiddle, kMostModelCharacters * fontMetrics().averageCharWidth());
    m_others->setToolTip(shortModel == m_otherModel ? QString() : m_otherModel);
    m_others->setText((isForAll ? tr("Route all other names to %1\n(adds one route at the end, for all clients)", "a model")
                                : tr("Route all other names to %1\n(adds one route at the end, for this client only)", "a model")).arg(shortModel));
}

/// Why a set-up may be ineffective, or its first request fail.
QStringList ToolDetail::doubts() const
{
    QStringList all;
    for (const gateway::clients::Conflict& conflict : m_plan->conflicts)
        if (!conflict.isPartly) all << words::SentenceWords::of(messageOf(conflict));
    if (!m_unservedPart->isHidden() && !m_unservedMain.isEmpty() && !isSolved())
        all << unservedSentence();
    return all;
}

/// Warns before writing if it may be in vain.
void ToolDetail::ask(const QStringList& doubts)
{
    auto* dialog = new dialogs::ChoiceDialog({tr("Write anyway?"), doubts.join(QStringLiteral("\n\n")), {tr("Write anyway"), tr("Cancel")}}, this);
    dialog->setObjectName(QStringLiteral("setupConflicts"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::ChoiceDialog::chosen, this, [this, planned = *m_plan](int answer) {
        const bool isStillShown = !m_isBusy && m_doing == Doing::Setup && m_plan && m_plan->wish.client == planned.wish.client && m_plan->conflicts == planned.conflicts;
        if (answer == 0 && isStillShown) setUp(*m_plan);
        settleButtons();
    });
    dialog->open();
}

/// For a manual set-up: only creates its key. `step`: the step to copy with the key; 0: shows the key.
void ToolDetail::makeKey(int step)
{
    const Tool* const tool = shown();
    if (!tool || m_isBusy) return;
    const int question = ++m_question;
    m_access.plan({tool->entry->id, base(), m_modelBox->currentText().trimmed().toStdString(), {}},
        [guard = QPointer(this), question, step](const Result<SetupPlan>& plan) {
            if (!guard || guard->m_question != question) return;
            if (plan) guard->setUp(*plan, step);
            else guard->took(gateway::failure(plan.error()));
        });
}

void ToolDetail::setUp(const SetupPlan& plan, int step)
{
    m_isBusy = true;
    const bool leadsOthers = !m_unservedPart->isHidden() && !m_others->isHidden() && m_others->isChecked();
    const int question = ++m_question;
    SetupPlan wanted = plan; // with one route at the end and one undo step
    if (leadsOthers && m_otherTarget) wanted.route = gateway::clients::AddedRoute{{}, m_otherTarget->provider, m_otherTarget->model.value_or(std::string())};
    m_access.setUp(wanted, [guard = QPointer(this), question, step, id = plan.wish.client](const Result<gateway::Secret>& key) {
        if (!guard) return;
        const auto* entry = guard->m_access.catalog()->find(id);
        const bool isStillShown = guard->m_question == question && guard->isVisible();
        if (key && entry && (entry->kind != ClientKind::File || names(*entry, "{key}"))) {
            guard->m_newKey = *key;
            guard->m_newKeyOf = QString::fromStdString(id);
            if (step == 0 || !isStillShown) guard->showKey(*entry, *key); // whatever is shown now
        }
        if (guard->m_question == question) guard->took(key ? Result<void>() : gateway::failure(key.error()));
        if (key && step > 0 && isStillShown) guard->m_steps->copy(step);
    });
}

void ToolDetail::showKey(const gateway::clients::ClientEntry& entry, const gateway::Secret& key)
{
    if (key.empty()) return;
    auto* dialog = new dialogs::NewKeyDialog(QString::fromStdString(entry.consumer), key, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ToolDetail::took(const Result<void>& done)
{
    m_isBusy = false;
    if (done) {
        m_refusal.clear();
        Q_EMIT written();
        return refresh();
    }
    const QString problem = problemOf(done.error());
    m_refusal.set(done.error());
    say(look::Status::Error, problem);
    settleButtons();
    renew(problem); // most likely the file has changed since the plan
}

void ToolDetail::settleButtons()
{
    const Tool* const tool = shown();
    const bool isFile = tool && tool->entry->kind == ClientKind::File;
    const bool isRestore = m_doing == Doing::Restore;
    const bool changes = isRestore || (m_plan && !m_plan->changesNothing());
    // A button that is hidden or disabled would pass the focus to the rail.
    QWidget* before = nullptr;
    for (Button* button : {m_copy, m_write, m_restore, m_cancel, m_makeKey}) {
        if (button->hasFocus()) before = button;
    }
    if (before) setFocus(Qt::OtherFocusReason);
    m_copy->setVisible(isFile && changes && !isRestore);
    m_restore->setVisible(tool && tool->state.isSetUp && !isRestore);
    m_cancel->setVisible(isRestore);
    m_write->setVisible(tool && changes && (isFile || isRestore));
    m_write->setText(isRestore ? tr("Restore") : tool && tool->stage == ToolStage::Refused ? tr("Give it a new key") : tool && tool->state.isSetUp ? tr("Back up and write again") : tr("Back up and write"));
    for (Button* button : {m_write, m_restore, m_cancel, m_makeKey}) button->setEnabled(!m_isBusy);
    m_makeKey->setVisible(tool && !isFile && tool->entry->kind != ClientKind::Cannot && !isRestore);
    m_line->setVisible(tool && tool->entry->kind != ClientKind::Cannot);
    m_makeKey->setText(tool && tool->state.isSetUp ? tr("Create another key") : tr("Create key"));
    if (!hasFocus()) return;
    // Undoing what was just done is never the next thing to do.
    QWidget* const cancelled = before == m_cancel ? m_restore : nullptr;
    for (QWidget* next : std::initializer_list<QWidget*>{before, m_write, cancelled, m_makeKey}) {
        if (next && next->isVisible() && next->isEnabled()) return next->setFocus(Qt::OtherFocusReason);
    }
    if (tool && tool->state.isSetUp && m_plan && m_plan->changesNothing()) Q_EMIT focusLeft();
}

/// The file was corrected: the message about it no longer applies.
void ToolDetail::forgetRefusal(const QString& said)
{
    if (m_said->text() != said) return;
    say(look::Status::Idle, {});
    renew(); // without that message, if a plan is in progress
}

void ToolDetail::say(look::Status status, const QString& words)
{
    m_saidShape->setStatus(status);
    m_saidShape->setVisible(!words.isEmpty());
    m_said->setText(words);
    m_said->setVisible(!words.isEmpty());
}

} // namespace ui::pages
