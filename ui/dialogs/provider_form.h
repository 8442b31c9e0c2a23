#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/providers/provider_draft.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QLineEdit;

namespace ui::widgets {
class BusyDots;
class Button;
class ElidedLabel;
class Label;
class StatusLabel;
}

namespace ui::dialogs {

class FormGrid;
class KeyFields;

/// The fields of a provider, with test and save. Used for adding and editing.
class ProviderForm : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it.
    explicit ProviderForm(const Access& access, QWidget* parent = nullptr);
    ~ProviderForm() override;

    /// Shows a new provider of this type. `entry` must outlive the form. `address`: used instead of the catalog's, such
    /// as that of a detected server; may be empty.
    void setEntry(const gateway::providers::CatalogEntry& entry, const QString& address = {});
    /// Shows a configured provider.
    void setProvider(const gateway::providers::CatalogEntry& entry, const gateway::config::ProviderSettings& provider);

    bool hasEntry() const { return m_entry != nullptr; }
    bool isBusy() const { return m_isSaving; }
    bool wasTested() const { return m_wasTested; }
    /// Whether the last test failed: then another one is the next thing to do, and not to save.
    bool hasFailed() const { return m_hasFailed; }
    bool isEditing() const { return m_before.has_value(); }
    /// With `isEditing()`: whether saving would change anything.
    bool isChanged() const;
    QString entryName() const;
    QString id() const;
    /// The field to start with; after a failed test the one to correct, if that is known.
    QWidget* firstField() const;
    /// Whether the user may be able to correct what failed in a form.
    static bool isCorrectable(const gateway::host::ProbeResult& result);
    /// Shows the result of a test of the configured provider.
    void showTested(const gateway::host::ProbeResult& result);

    /// Sends one real request with the current input; the result is shown below the fields.
    void test();
    /// Validates and saves; emits `saved` or shows an error at its field.
    void save();
    /// Wipes the typed key.
    void clearKey();

Q_SIGNALS:
    void edited();  ///< the input has changed
    void tested();
    void resultShown(QWidget* result); ///< to be scrolled to: the fields above may be more than there is room for
    void busyChanged();
    void saved(const QString& id);

private:
    models::ProviderDraft draft() const;
    void setUp();
    void setUpSettings(const models::ProviderDraft& draft);
    QWidget* fieldOf(const models::DraftProblem& problem) const;
    bool showProblems(const std::vector<models::DraftProblem>& problems);
    void showResult(const gateway::host::ProbeResult& result, bool withKey);
    void nameAfterAddress();
    void announceResult();
    void forgetTest();
    void lookAtKeychain();
    /// Empty: finished.
    void setSaving(const QString& what);
    QString lostKeyHint() const;
    QString factsText() const;
    QLineEdit* addLine(const QString& name, const QString& label);

    Access m_access;
    const gateway::providers::CatalogEntry* m_entry = nullptr;
    std::optional<gateway::config::ProviderSettings> m_before;
    QString m_givenAddress;
    widgets::Label* m_title;
    widgets::Label* m_facts;
    widgets::Label* m_note; ///< note from the catalog
    FormGrid* m_grid;
    QLineEdit* m_name;
    widgets::Label* m_fixedName; ///< a name that cannot be changed is shown as text
    widgets::ElidedLabel* m_whichKey; ///< which key, if there are several
    KeyFields* m_key;
    QLineEdit* m_address;
    std::vector<std::pair<std::string, QLineEdit*>> m_settings;
    int m_fixedRows = 0; ///< rows that every provider has
    widgets::StatusLabel* m_result;
    widgets::Label* m_resultText; ///< a result that needs more than one line
    widgets::BusyDots* m_busy;
    widgets::Button* m_website;
    int m_probe = 0; ///< number of the last test: results of earlier tests are ignored
    std::optional<gateway::host::ProbeResult> m_tested; ///< of what is typed now
    bool m_isSaving = false;
    bool m_wasTested = false;
    bool m_hasFailed = false; ///< the last test
    bool m_isNamed = false;   ///< by the user
    QPointer<QWidget> m_toCorrect; ///< after a failed test; null: unknown
    bool m_hasLooked = false; ///< checked for a keychain
};

/// The result of a test, as text.
struct ProbeText {
    QString status; ///< from palette.json
    QString text;
};
ProbeText probeText(const gateway::host::ProbeResult& result, bool withKey);

} // namespace ui::dialogs
