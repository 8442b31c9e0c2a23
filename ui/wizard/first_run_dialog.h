#pragma once

#include "first_run_memory.h"
#include "proof_step.h"

#include "ui/models/gateway_parts.h"
#include "ui/widgets/dialog.h"

#include <functional>
#include <vector>

class QScrollArea;
class QStackedWidget;

namespace ui::wizard {

class ClientStep;
class GatewayStep;
class LanguageStep;
class ProviderStep;
class StepLine;

/// The first run in five steps, from the language to a successful request. Each step can be skipped; if closed before
/// its end, it resumes there. Open it with `open()`.
class FirstRunDialog : public widgets::Dialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers, models::Requests>;

    struct Parts {
        models::GatewayModel& model;
        Access access;
        QString stateFile = {}; ///< that of the window; empty: nothing is stored
        models::Autostart* autostart = nullptr; ///< null: autostart cannot be changed here
        std::function<bool()> hasTray = {}; ///< whether a tray icon can show a closed window again; not set: it can
    };
    /// Everything that `parts` refers to must outlive it.
    explicit FirstRunDialog(Parts parts, QWidget* parent = nullptr);
    /// Its initial size on a screen with enough room.
    static QSize sizeIn(const QSize& room);

    enum StepNumber { Language, Gateway, Provider, Client, Proof, StepCount };
    void showStep(int step);
    int currentStep() const { return m_current; }
    ClientStep& clientStep() { return *m_client; }

Q_SIGNALS:
    /// Emitted to show the request that was the proof; the dialog is closed.
    void requestWanted(const QString& id);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    QWidget* buildRail();
    void connectSteps();
    void retranslate();
    void settle();
    void settleNames();
    void next();
    void back();
    void skip();
    void focusStep();
    void centre();
    Step& step() const { return *m_steps[static_cast<std::size_t>(m_current)]; }

    FirstRunMemory m_memory;
    LanguageStep* m_language;
    GatewayStep* m_gateway;
    ProviderStep* m_provider;
    ClientStep* m_client;
    ProofStep* m_proof;
    std::vector<Step*> m_steps;
    int m_current = 0;
    QWidget* m_rail;
    StepLine* m_line;
    widgets::Label* m_title;
    widgets::Label* m_sentence;
    QStackedWidget* m_stack;
    QScrollArea* m_scroll; ///< used on a small screen
    widgets::Button* m_back;
    widgets::Button* m_skip;
    widgets::Button* m_next;
};

} // namespace ui::wizard
