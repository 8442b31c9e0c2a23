#pragma once

#include "field_form.h"

#include "ui/models/change_refusal.h"
#include "ui/models/gateway_parts.h"

#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace ui::fields {

class AuthorityFiles;

/// The ids of the providers and the names of the consumers in force. `access` must outlive it.
FieldForm::NamesIn namesIn(const models::GatewayParts<models::Configuration>& access);

/// A form for the configuration in force: each change is validated and saved at once. Invalid input stays, with its
/// error, until it is corrected.
class LiveForm : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it. `base`: pattern of the objects, see `FieldForm`.
    LiveForm(const Access& access, const std::string& base, QWidget* parent = nullptr);

    FieldForm& form() const { return *m_form; }
    /// Sets the edited objects, such as {"providers[0]"}: the first is shown, all are changed. Empty: disabled.
    void setPlaces(std::vector<std::string> places);
    /// Called before a change is saved: returning true postpones it until `save()`.
    void setHold(std::function<bool(const FieldRow&)> hold) { m_hold = std::move(hold); }
    void save(FieldRow& row);
    /// Shows at the field, and in `notSaved`, why its input is not saved.
    void refuse(FieldRow& row, const QString& why);
    /// Returns further warnings about a field in force, in addition to those of the file's checks; mostly empty.
    void setOddities(std::function<QString(const FieldRow&)> oddities);
    /// Discards unsaved input of the field.
    void putBack(FieldRow& row);
    /// Removes the fields from the file.
    void useDefaults();
    /// Discards all unsaved input.
    void dropEdits();

Q_SIGNALS:
    void saved();
    /// Emitted with the reason why a change was not saved; errors of a field are shown there.
    void notSaved(const QString& problem);
    /// Emitted for an error of the whole configuration, which is also shown at the changed fields.
    void refused(const gateway::Error& error);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showSettings();
    void showValues();
    void showWarnings();
    QStringList fileProblems(const FieldRow& row);
    bool wasChangedElsewhere(FieldRow& row, const gateway::Json& tree) const;
    bool trySave(const std::vector<FieldRow*>& rows);
    void change(const gateway::config::Settings& next, const std::vector<FieldRow*>& rows);
    void showIssues(const std::vector<gateway::config::Issue>& issues);
    /// Returns a function that shows the result of a change of `rows`.
    std::function<void(const gateway::Result<void>&)> told(const std::vector<FieldRow*>& rows);
    void sayRefusal();
    void forgetIssues();

    Access m_access;
    FieldForm* m_form;
    AuthorityFiles* m_authorities;
    models::ChangeRefusal m_refusal;
    std::vector<FieldRow*> m_refusedRows; ///< rows whose change failed because of it
    std::vector<std::string> m_places;
    std::function<bool(const FieldRow&)> m_hold;
    std::function<QString(const FieldRow&)> m_oddities;
};

} // namespace ui::fields
