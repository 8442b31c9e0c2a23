#pragma once

// The only file that names a Catch2 header.
#include <catch2/catch.hpp>
