# loft_floor(NAME [BELOW...]): the library loft_NAME from sim/NAME/*.c with the headers include/loft/NAME.
#
# Each floor's headers are reached through a folder of their own, so that including a header of a
# floor that isn't named here does not compile.
function(loft_floor name)
  set(stage ${CMAKE_BINARY_DIR}/include/${name}/loft)
  file(MAKE_DIRECTORY ${stage})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/include/loft/${name} ${stage}/${name} SYMBOLIC)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sim/${name}/*.c)
  add_library(loft_${name} STATIC ${sources})
  target_include_directories(loft_${name} PUBLIC ${CMAKE_BINARY_DIR}/include/${name})
  foreach(below ${ARGN})
    target_link_libraries(loft_${name} PUBLIC loft_${below})
  endforeach()
endfunction()
