#pragma once

#include "ui/models/autostart.h"

namespace app {

/// For platforms without support: reports that, and changes nothing.
class NoAutostart final : public ui::models::Autostart {
public:
    State state() const override { return State::Missing; }
    void look() override {}
    void set(bool) override {}
};

} // namespace app
