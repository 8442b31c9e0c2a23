#pragma once

#include "ui/models/gateway_parts.h"

#include <QComboBox>

namespace ui::dialogs {

/// A configured provider and one of its models, in two fields that know each other.
class TargetChoice : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    /// `access` must outlive it. The fields are made for `form`.
    TargetChoice(const Access& access, QWidget* form);

    QComboBox* provider() const { return m_provider; }
    QComboBox* model() const { return m_model; }
    /// An unknown provider is kept as it is.
    void set(const std::string& provider, const std::optional<std::string>& model);
    std::string providerId() const;
    std::optional<std::string> modelName() const; ///< empty: the one that is asked for

private:
    void listModels();

    Access m_access;
    QComboBox* m_provider;
    QComboBox* m_model;
};

} // namespace ui::dialogs
